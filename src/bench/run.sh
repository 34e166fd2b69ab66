#!/bin/sh
# Runs a benchmark and writes its section of docs/benchmarks.md: src/bench/run.sh NAME [arguments]
# NAME is a main class of src/bench/java/network/ara/up/bench; what it needs beside Java, src/bench/sh/NAME gets ready.
# In namespaces of its own, where that is allowed.
set -eu
cd "$(dirname "$0")/../.."
name=${1:?which benchmark? one of: $(cd src/bench/java/network/ara/up/bench && grep -l 'void main' -- *.java | sed 's/\.java//' | tr '\n' ' ')}
shift
mvn -q -ntp -Pbench test-compile dependency:build-classpath -Dmdep.outputFile=target/bench.classpath -Dmdep.includeScope=test
src/test/sh/npm-ci
[ ! -x "src/bench/sh/$name" ] || "src/bench/sh/$name"
exec src/bench/sh/contained java -cp "target/classes:target/test-classes:$(cat target/bench.classpath)" \
    "network.ara.up.bench.$name" "$@"
