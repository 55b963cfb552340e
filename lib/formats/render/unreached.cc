// What libmupdf refers to and a renderer of rebuilt files must not have: its script engine and its HTML parser. Defined
// here, they are not taken from the library, and neither mujs nor gumbo is linked. Nothing here is called: a document
// has a script engine only after pdf_enable_js(), and HTML is read only for formats that are not registered.
#include <cstddef>

extern "C" {
void pdf_enable_js(void*, void*);
void pdf_disable_js(void*, void*);
int pdf_js_supported(void*, void*);
void pdf_drop_js(void*, void*);
void pdf_js_event_init(void*, void*, const char*, int);
int pdf_js_event_result(void*);
int pdf_js_event_result_validate(void*, char**);
char* pdf_js_event_value(void*);
void pdf_js_event_init_keystroke(void*, void*, void*);
int pdf_js_event_result_keystroke(void*, void*);
void pdf_js_execute(void*, const char*, const char*, char**);
void* pdf_js_get_console(void*, void*);
void pdf_js_set_console(void*, void*, void*, void*);
void* gumbo_parse_with_options(const void*, const char*, std::size_t);
const char* gumbo_normalized_tagname(int);
void gumbo_destroy_output(const void*, void*);

void pdf_enable_js(void*, void*) {}
void pdf_disable_js(void*, void*) {}
int pdf_js_supported(void*, void*) {
  return 0;
}
void pdf_drop_js(void*, void*) {}
void pdf_js_event_init(void*, void*, const char*, int) {}
int pdf_js_event_result(void*) {
  return 1;
}
int pdf_js_event_result_validate(void*, char**) {
  return 1;
}
char* pdf_js_event_value(void*) {
  return nullptr;
}
void pdf_js_event_init_keystroke(void*, void*, void*) {}
int pdf_js_event_result_keystroke(void*, void*) {
  return 1;
}
void pdf_js_execute(void*, const char*, const char*, char**) {}
void* pdf_js_get_console(void*, void*) {
  return nullptr;
}
void pdf_js_set_console(void*, void*, void*, void*) {}
void* gumbo_parse_with_options(const void*, const char*, std::size_t) {
  return nullptr;
}
const char* gumbo_normalized_tagname(int) {
  return "";
}
void gumbo_destroy_output(const void*, void*) {}
}
