// Parts of GMime that the mail worker does without, answered here so that the archive's own are not linked in: the engines
// that run gpg and gpgsm, and streams over GIO, which open files. g_mime_init() asks for each by name (gmime/gmime.c);
// nothing in Mugai calls them. Where GMime is the shared library, this is unused.
extern "C" {
void* g_mime_gpg_context_new();
void* g_mime_pkcs7_context_new();
unsigned long g_mime_gpg_context_get_type();
unsigned long g_mime_pkcs7_context_get_type();
unsigned long g_mime_stream_gio_get_type();
const char* gpgme_check_version_internal(const char* wanted, unsigned long offset);

// No engine: NULL is what GMime's own gives where it is built without.
void* g_mime_gpg_context_new() {
  return nullptr;
}
void* g_mime_pkcs7_context_new() {
  return nullptr;
}
// G_TYPE_INVALID
unsigned long g_mime_gpg_context_get_type() {
  return 0;
}
unsigned long g_mime_pkcs7_context_get_type() {
  return 0;
}
unsigned long g_mime_stream_gio_get_type() {
  return 0;
}
const char* gpgme_check_version_internal(const char* /*wanted*/, unsigned long /*offset*/) {
  return nullptr;
}
}
