# Writes -DNG_MANIFEST_SIZE=<bytes of MANIFEST> to OUTPUT, for a compiler that is not CMake's own.
file(SIZE "${MANIFEST}" size)
file(WRITE "${OUTPUT}" "-DNG_MANIFEST_SIZE=${size}\n")
