# The engine as a native library, its Catch2 tests, and its fuzzers.
find_package(xtensor REQUIRED)
add_library(attend STATIC ${engine_sources})
target_link_libraries(attend PUBLIC attend_options xtensor)
# Reading xtensor and the standard library takes half of the time of a build.
target_precompile_headers(attend PRIVATE engine/tensor.hpp)

if(ATTEND_SANITIZE OR ATTEND_FUZZ)
  target_compile_options(attend_options INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=all -g1)
  target_link_options(attend_options INTERFACE -fsanitize=address,undefined)
endif()

# What makes the numbers takes the time of the tests, all else that of the compiler: half of it at -O1.
if(ATTEND_SANITIZE)
  set(telling ${engine_sources})
  list(REMOVE_ITEM telling ${running})
  set_source_files_properties(${telling} PROPERTIES COMPILE_OPTIONS -O1)
endif()

# The tests ask what the fuzzers ask, of the bytes that these found.
set(fuzz_sources tests/fuzz/answers.cpp tests/fuzz/calls.cpp tests/fuzz/scene.cpp)

find_package(nlohmann_json QUIET)
if(ATTEND_FUZZ)
  target_compile_options(attend_options INTERFACE -fsanitize=fuzzer-no-link)
  foreach(name scene calls)
    add_executable(fuzz_${name} tests/fuzz/entry.cpp ${fuzz_sources} tests/engine/random_scene.cpp)
    target_link_libraries(fuzz_${name} PRIVATE attend nlohmann_json::nlohmann_json)
    target_compile_definitions(fuzz_${name} PRIVATE ATTEND_FUZZED=${name})
    target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)
  endforeach()
  return()
endif()

find_package(Catch2 QUIET)
if(Catch2_FOUND AND nlohmann_json_FOUND)
  enable_testing()
  file(GLOB test_sources CONFIGURE_DEPENDS tests/engine/*.cpp)
  list(APPEND test_sources ${fuzz_sources})
  add_executable(attend_tests ${test_sources})
  target_link_libraries(attend_tests PRIVATE attend Catch2::Catch2WithMain nlohmann_json::nlohmann_json)
  # Tests are compiled more often than they run.
  target_compile_options(attend_tests PRIVATE -O0)
  target_precompile_headers(attend_tests PRIVATE tests/engine/support.hpp <nlohmann/json.hpp>)
  target_compile_definitions(attend_tests PRIVATE ATTEND_ROOT="${CMAKE_CURRENT_SOURCE_DIR}")
  add_test(NAME engine COMMAND attend_tests)
endif()
