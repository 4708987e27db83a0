set(CMAKE_CXX_STANDARD 23)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_CXX_SCAN_FOR_MODULES OFF) # nothing here is a module, and ccache cannot keep what was scanned for them
set(CMAKE_AUTOMOC ON)

add_library(promptuary_settings INTERFACE)
target_include_directories(promptuary_settings INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_options(promptuary_settings INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wold-style-cast
    $<$<BOOL:${PROMPTUARY_WERROR}>:-Werror>)
target_compile_definitions(promptuary_settings INTERFACE
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_CONTEXTLESS_CONNECT QT_NO_KEYWORDS QT_NO_FOREACH
    PROMPTUARY_VERSION="${PROJECT_VERSION}")

if(PROMPTUARY_SANITIZE)
    target_compile_options(promptuary_settings INTERFACE -fsanitize=${PROMPTUARY_SANITIZE} -fno-omit-frame-pointer -O1)
    target_link_options(promptuary_settings INTERFACE -fsanitize=${PROMPTUARY_SANITIZE})
endif()
if(PROMPTUARY_COVERAGE)
    target_compile_options(promptuary_settings INTERFACE --coverage -fprofile-update=atomic)
    target_link_options(promptuary_settings INTERFACE --coverage)
endif()
