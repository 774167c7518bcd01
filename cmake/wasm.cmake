# engine.wasm; describe.wasm, which the build asks for the manifest; bench.wasm for npm run bench.
# Standalone: no JavaScript glue, web/engine/load.ts is the loader.

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

# WebAssembly features that every browser since 2021 has.
set(features -msimd128 -mbulk-memory -mnontrapping-fptoint -msign-ext)

# What is linked for exceptions. Nothing asks what engine.wasm throws: bare_throw.cpp stands in for the C++ runtime's part
# of it, 1.2 KB less, with the Emscripten whose ways of linking are known here.
set(exceptions -fwasm-exceptions)
set(engine_exceptions ${exceptions})
if(EMSCRIPTEN_VERSION VERSION_LESS 3.2)
  set(engine_exceptions -Wl,-mllvm,-wasm-enable-eh,-mllvm,-exception-model=wasm)
  set(bare_throw ${CMAKE_CURRENT_SOURCE_DIR}/cmake/bare_throw.cpp)
endif()

function(attend_wasm name optimise linked exports)
  add_executable(${name} ${ARGN})
  target_link_libraries(${name} PRIVATE attend_options)
  target_include_directories(${name} SYSTEM PRIVATE ${private_include})
  # Emscripten keeps clang from inlining where size counts. Without that every cell of a tensor is reached through
  # three calls: twice the time, and 2 KB more.
  target_compile_options(${name} PRIVATE ${features} ${exceptions} ${optimise} -finline-functions -flto -fno-rtti)
  list(TRANSFORM exports PREPEND _)
  string(REPLACE ";" "," exported "${exports}")
  target_link_options(${name} PRIVATE ${features} ${linked} ${optimise} -flto -sSTANDALONE_WASM --no-entry -sALLOW_MEMORY_GROWTH=1
                      -sMALLOC=emmalloc -sEXPORTED_FUNCTIONS=${exported})
  set_target_properties(${name} PROPERTIES SUFFIX .wasm RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR})
endfunction()

# One more round of the optimiser that Emscripten has run already, until nothing gets smaller.
find_program(wasm_opt wasm-opt HINTS ${EMSCRIPTEN_ROOT_PATH}/../bin)
function(attend_shrink name)
  if(wasm_opt)
    add_custom_command(TARGET ${name} POST_BUILD
                       COMMAND ${wasm_opt} --enable-simd --enable-bulk-memory --enable-nontrapping-float-to-int
                               --enable-sign-ext --enable-exception-handling -Oz --converge
                               $<TARGET_FILE:${name}> -o $<TARGET_FILE:${name}>)
  endif()
endfunction()

# The boundary is what c_api.h declares; the manifest is not part of engine.wasm.
file(STRINGS engine/c_api.h declared REGEX "^ATTEND_API")
string(REGEX MATCHALL "attend_[a-z_]+\\(" engine_exports "${declared}")
list(TRANSFORM engine_exports REPLACE "\\(" "")
list(REMOVE_ITEM engine_exports attend_manifest)

set(describing engine/manifest.cpp engine/manifest_api.cpp)
list(TRANSFORM describing PREPEND ${CMAKE_CURRENT_SOURCE_DIR}/)
set(shipped_sources ${engine_sources})
list(REMOVE_ITEM shipped_sources ${describing})

attend_wasm(engine -Oz "${engine_exceptions}" "${engine_exports}" ${shipped_sources} ${bare_throw})
target_compile_definitions(engine PRIVATE ATTEND_LEAN)
attend_shrink(engine)

attend_wasm(describe -Os ${exceptions} "attend_manifest;attend_text;attend_text_size"
            ${describing} engine/error.cpp engine/json/number.cpp engine/json/value.cpp engine/json/writer.cpp
            engine/kernels/matmul.cpp engine/stage.cpp
            engine/stages/stages.cpp engine/tensor.cpp)

attend_wasm(bench -O3 ${exceptions} "bench_matmul;bench_peak" tests/bench/bench.cpp engine/kernels/matmul.cpp)

# Small everywhere, except the one hot loop.
set_source_files_properties(engine/kernels/matmul.cpp PROPERTIES COMPILE_OPTIONS -O3)
