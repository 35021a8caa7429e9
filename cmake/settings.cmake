# What every target of ours is compiled with; libraries of others get none of it.
add_library(meridian_settings INTERFACE)
target_include_directories(meridian_settings INTERFACE "${PROJECT_SOURCE_DIR}")
target_compile_options(meridian_settings INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wno-missing-field-initializers)
if(MERIDIAN_WERROR)
  target_compile_options(meridian_settings INTERFACE -Werror)
endif()
if(MERIDIAN_SANITIZE)
  target_compile_options(meridian_settings INTERFACE -fsanitize=${MERIDIAN_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=undefined)
  target_link_options(meridian_settings INTERFACE -fsanitize=${MERIDIAN_SANITIZE})
endif()

# Takes the place of the C library's allocator in the programs that name it first; sanitizers bring their own.
add_library(meridian_allocator INTERFACE)
if(NOT MERIDIAN_SANITIZE)
  target_link_libraries(meridian_allocator INTERFACE mimalloc)
endif()

# meridian_room(NAME SOURCES file... PUBLIC library... PRIVATE library...): a folder's library, meridian_NAME.
function(meridian_room name)
  cmake_parse_arguments(ROOM "" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
  if(ROOM_SOURCES)
    add_library(meridian_${name} STATIC ${ROOM_SOURCES})
    target_link_libraries(meridian_${name} PUBLIC meridian_settings ${ROOM_PUBLIC} PRIVATE ${ROOM_PRIVATE})
  else()
    add_library(meridian_${name} INTERFACE)
    target_link_libraries(meridian_${name} INTERFACE meridian_settings ${ROOM_PUBLIC})
  endif()
endfunction()
