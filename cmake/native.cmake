# The engine as a native library and its Catch2 tests.
find_package(xtensor REQUIRED)
# The two boundaries give the same names to different things; natively only engine.wasm's is wanted.
list(REMOVE_ITEM engine_sources ${CMAKE_CURRENT_SOURCE_DIR}/engine/manifest_api.cpp)
add_library(attend STATIC ${engine_sources})
target_link_libraries(attend PUBLIC attend_options xtensor)

if(ATTEND_SANITIZE)
  target_compile_options(attend_options INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=all -O1 -g)
  target_link_options(attend_options INTERFACE -fsanitize=address,undefined)
endif()

find_package(Catch2 QUIET)
if(Catch2_FOUND)
  enable_testing()
  file(GLOB test_sources CONFIGURE_DEPENDS tests/engine/*.cpp)
  add_executable(attend_tests ${test_sources})
  target_link_libraries(attend_tests PRIVATE attend Catch2::Catch2)
  # Tests are compiled more often than they run. Catch2's own main takes minutes under the sanitizers, and there is
  # nothing of ours in it.
  set_source_files_properties(${test_sources} PROPERTIES COMPILE_OPTIONS -O0)
  set_source_files_properties(tests/engine/main.cpp PROPERTIES COMPILE_OPTIONS "-O0;-fno-sanitize=all")
  target_compile_definitions(attend_tests PRIVATE ATTEND_ROOT="${CMAKE_CURRENT_SOURCE_DIR}")
  add_test(NAME engine COMMAND attend_tests)
endif()
