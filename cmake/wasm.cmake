# engine.wasm, and bench.wasm for npm run bench. Standalone: no JavaScript glue, web/engine/load.ts is the loader.

# Only xtensor and xtl, in a folder of their own: the system include folder holds glibc's headers, which would shadow
# Emscripten's.
find_path(xtensor_include NAMES xtensor/xtensor_config.hpp xtensor/core/xtensor_config.hpp
          HINTS ENV XTENSOR_INCLUDE PATHS /usr/include /usr/local/include /opt/homebrew/include
          NO_CMAKE_FIND_ROOT_PATH REQUIRED)
set(private_include ${CMAKE_CURRENT_BINARY_DIR}/include)
file(MAKE_DIRECTORY ${private_include})
foreach(library xtensor xtl)
  file(CREATE_LINK ${xtensor_include}/${library} ${private_include}/${library} SYMBOLIC)
endforeach()

function(attend_wasm name exports)
  add_executable(${name} ${ARGN})
  target_link_libraries(${name} PRIVATE attend_options)
  target_include_directories(${name} SYSTEM PRIVATE ${private_include})
  target_compile_options(${name} PRIVATE -msimd128 -fwasm-exceptions -fno-rtti)
  string(REPLACE ";" "," exported "${exports}")
  target_link_options(${name} PRIVATE -msimd128 -fwasm-exceptions -sSTANDALONE_WASM --no-entry
                      -sALLOW_MEMORY_GROWTH=1 -sEXPORTED_FUNCTIONS=${exported})
  set_target_properties(${name} PROPERTIES SUFFIX .wasm RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR})
endfunction()

attend_wasm(engine "_attend_alloc;_attend_free;_attend_request;_attend_reply_text;_attend_reply_size;_attend_reply_data;_attend_reply_count"
            ${engine_sources})
# Small everywhere, except the one hot loop, which needs its registers.
target_compile_options(engine PRIVATE -Os)
target_link_options(engine PRIVATE -Os)

attend_wasm(bench "_bench_matmul;_bench_peak" tests/bench/bench.cpp)
target_compile_options(bench PRIVATE -O3)
target_link_options(bench PRIVATE -O3)
