# engine.wasm, and engine-forward.wasm without what only some scenes need; describe.wasm, which the build asks for the manifest; bench.wasm for npm run bench.
# Standalone: no JavaScript glue, web/engine/boundary/load.ts is the loader.

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

set(exceptions -fwasm-exceptions)

function(attend_compiled name optimise)
  target_link_libraries(${name} PRIVATE attend_options)
  target_include_directories(${name} SYSTEM PRIVATE ${private_include})
  # Emscripten keeps clang from inlining where size counts. Without that every cell of a tensor is reached through
  # three calls: twice the time, and 2 KB more.
  target_compile_options(${name} PRIVATE ${features} ${exceptions} ${optimise} -finline-functions -flto -fno-rtti)
endfunction()

function(attend_wasm name optimise linked exports)
  add_executable(${name} ${ARGN})
  attend_compiled(${name} ${optimise})
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

# What a header of the boundary declares.
function(attend_declared header names)
  file(STRINGS ${header} declared REGEX "^ATTEND_API")
  string(REGEX MATCHALL "attend_[a-z_]+\\(" found "${declared}")
  list(TRANSFORM found REPLACE "\\(" "")
  set(${names} ${found} PARENT_SCOPE)
endfunction()

# The boundary is what these headers declare; the manifest is not part of engine.wasm.
attend_declared(engine/boundary/c_api.h engine_exports)
set(engine-forward_exports ${engine_exports})
attend_declared(engine/train/train_api.h train_exports)
attend_declared(engine/runner/runner_api.h runner_exports)
list(APPEND train_exports ${runner_exports} attend_alloc attend_free attend_release attend_build attend_tensor attend_tensor_numbers
     attend_tensor_wrong attend_tensor_free)

set(describing engine/boundary/manifest.cpp engine/boundary/manifest_api.cpp)
list(TRANSFORM describing PREPEND ${CMAKE_CURRENT_SOURCE_DIR}/)
set(shipped_sources ${engine_sources})
list(REMOVE_ITEM shipped_sources ${describing})

# The engines, and what runs without steps, are of the same parts but for these.
set(parted engine/whole.cpp engine/ops.cpp engine/stages/stages.cpp)
list(TRANSFORM parted PREPEND ${CMAKE_CURRENT_SOURCE_DIR}/)
list(REMOVE_ITEM shipped_sources ${parted})
add_library(engine_parts OBJECT ${shipped_sources})
attend_compiled(engine_parts -Oz)
target_compile_definitions(engine_parts PRIVATE ATTEND_LEAN)
# Reading xtensor and the standard library takes most of the time of a file.
target_precompile_headers(engine_parts PRIVATE engine/tensor.hpp)
foreach(name engine engine-forward train)
  attend_wasm(${name} -Oz ${exceptions} "${${name}_exports}" ${parted} $<TARGET_OBJECTS:engine_parts>)
  target_compile_definitions(${name} PRIVATE ATTEND_LEAN)
  attend_shrink(${name})
endforeach()
target_compile_definitions(engine-forward PRIVATE ATTEND_FORWARD_ONLY)
target_compile_definitions(train PRIVATE ATTEND_FORWARD_ONLY ATTEND_STEPLESS)

# What has no descriptor in it is the same with their words.
set(wordless "$<FILTER:$<TARGET_OBJECTS:engine_parts>,INCLUDE,/engine/(kernels|json)/|/engine/(error|tensor)\\.>")
attend_wasm(describe -Os ${exceptions} "attend_manifest"
            ${describing} engine/ops.cpp engine/stage.cpp engine/stages/stages.cpp ${wordless})

attend_wasm(bench -O3 "${exceptions}" "bench_sizes;bench_a;bench_b;bench_c;bench_matmul;bench_exp;bench_peak"
            tests/bench/bench.cpp engine/kernels/functions/elementwise.cpp engine/kernels/products/matmul.cpp)

# Fast where numbers are made, small where things are checked, parsed and told.
set_source_files_properties(${running} PROPERTIES COMPILE_OPTIONS -O3 SKIP_PRECOMPILE_HEADERS ON)
# Unrolled, the loops of all stages are 3.7 KB more, gzipped, and no faster: the hot ones are in kernels/.
set_source_files_properties(${CMAKE_CURRENT_SOURCE_DIR}/engine/stages/stages.cpp PROPERTIES COMPILE_OPTIONS "-O3;-fno-unroll-loops")
# So with what goes back from a loss, apart from its products of matrices, which are matmul's.
set(back learning/pull_backs rows/rows_back learning/update products/blend products/experts)
list(TRANSFORM back PREPEND ${CMAKE_CURRENT_SOURCE_DIR}/engine/kernels/)
list(TRANSFORM back APPEND .cpp)
set_source_files_properties(${back} PROPERTIES COMPILE_OPTIONS "-O2;-fno-unroll-loops")
