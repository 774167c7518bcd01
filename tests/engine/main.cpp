// The test runner, alone in its file: it takes longer to compile than all tests together.
#if __has_include(<catch2/catch_session.hpp>)
#include <catch2/catch_session.hpp>

int main(int count, char* arguments[]) { return Catch::Session().run(count, arguments); }
#else
#ifdef __GNUC__
// The sanitizers' build makes GCC see things in <regex>.
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>
#endif
