# promptuary_test(NAME name SOURCES a.cpp… [LIBRARIES lib…] [LABELS label…])
# One Qt Test program, run by CTest under its own name. Those that need a window get the "xvfb" label and run on an
# X server of their own.
function(promptuary_test)
    cmake_parse_arguments(T "" "NAME" "SOURCES;LIBRARIES;LABELS" ${ARGN})
    add_executable(${T_NAME} ${T_SOURCES})
    target_link_libraries(${T_NAME} PRIVATE Qt6::Test ${T_LIBRARIES})
    # Empty, since tests include their own moc file: a hundred of these took an eighth of the whole build to load the headers.
    set_source_files_properties(${CMAKE_CURRENT_BINARY_DIR}/${T_NAME}_autogen/mocs_compilation.cpp
        PROPERTIES SKIP_PRECOMPILE_HEADERS ON)
    add_test(NAME ${T_NAME} COMMAND ${T_NAME})
    set_tests_properties(${T_NAME} PROPERTIES LABELS "${T_LABELS}" TIMEOUT 300)
    if("ui" IN_LIST T_LABELS)
        promptuary_precompiled(ui ${T_NAME})
        set_property(TEST ${T_NAME} APPEND PROPERTY ENVIRONMENT "QT_QPA_PLATFORM=offscreen")
    else()
        promptuary_precompiled(core ${T_NAME})
    endif()
endfunction()
