#pragma once

#include <string>

// 0 where all coefficients and quantisation tables are the same, 1 where they differ, 2 where one cannot be read.
int compare_jpeg(const std::string& before, const std::string& after);
