package network.ara.up;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The directions of docs/architecture.md, as a failing build. */
class ArchitectureTest {

    private static final String ROOT = "network.ara.up.";
    private static final JavaClasses PRODUCTION = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("network.ara.up");

    /** Each package with the packages of ours that it may use. */
    private static final Map<String, List<String>> MAY_USE = new LinkedHashMap<>();

    static {
        MAY_USE.put("model", List.of());
        MAY_USE.put("manifest", List.of("model"));
        MAY_USE.put("graph", List.of("model"));
        MAY_USE.put("wire", List.of("model"));
        MAY_USE.put("process", List.of("model"));
        MAY_USE.put("core", List.of("model", "graph"));
        MAY_USE.put("bus", List.of("model", "wire"));
        MAY_USE.put("inc", List.of("model", "wire", "bus"));
        MAY_USE.put("broker", List.of("model", "wire", "process", "bus"));
        MAY_USE.put("runtime", List.of("model", "manifest", "graph", "wire", "process", "core", "bus", "broker"));
        MAY_USE.put("nodes", List.of("inc"));
        MAY_USE.put("web", List.of("model", "wire", "bus", "inc"));
        MAY_USE.put(
                "cli",
                List.of(
                        "model",
                        "manifest",
                        "graph",
                        "wire",
                        "process",
                        "core",
                        "bus",
                        "broker",
                        "inc",
                        "runtime",
                        "nodes",
                        "web"));
    }

    /** Libraries that have a home, and the only packages that may name them. */
    private static final Map<String, List<String>> LIBRARY_HOMES = Map.of(
            "tools.jackson..", List.of("wire"),
            "org.snakeyaml..", List.of("manifest"),
            "io.netty..", List.of("bus", "nodes", "web"),
            "org.jgrapht..", List.of("graph"),
            "org.HdrHistogram..", List.of("broker"),
            "picocli..", List.of("cli"),
            "org.xbill..", List.of("nodes"));

    @Test
    void aPackageUsesOnlyWhatItsLayerMay() {
        MAY_USE.forEach((name, mayUse) -> {
            String[] forbidden = MAY_USE.keySet().stream()
                    .filter(other -> !other.equals(name) && !mayUse.contains(other))
                    .map(other -> ROOT + other + "..")
                    .toArray(String[]::new);
            if (forbidden.length > 0) {
                noClasses()
                        .that()
                        .resideInAPackage(ROOT + name + "..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(forbidden)
                        .allowEmptyShould(true)
                        .check(PRODUCTION);
            }
        });
    }

    @Test
    void everyClassLivesInAKnownPackage() {
        classes()
                .should()
                .resideInAnyPackage(
                        MAY_USE.keySet().stream().map(name -> ROOT + name).toArray(String[]::new))
                .check(PRODUCTION);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching(ROOT + "(*)..").should().beFreeOfCycles().check(PRODUCTION);
    }

    @Test
    void aLibraryIsUsedOnlyAtItsHome() {
        LIBRARY_HOMES.forEach((library, homes) -> noClasses()
                .that()
                .resideOutsideOfPackages(
                        homes.stream().map(home -> ROOT + home + "..").toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(PRODUCTION));
    }

    @Test
    void theCoreAndTheModelArePure() {
        noClasses()
                .that()
                .resideInAnyPackage(ROOT + "model..", ROOT + "core..", ROOT + "graph..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.io..", "java.net.http..", "java.nio.channels..", "java.util.concurrent..")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.nio.file.Files")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.Random")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.lang.Thread")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.lang.System$Logger")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .check(PRODUCTION);
    }

    @Test
    void locksAndThreadsStayWhereTheyBelong() {
        noClasses()
                .that()
                .resideInAnyPackage(Stream.of("model", "manifest", "graph", "wire", "core")
                        .map(name -> ROOT + name + "..")
                        .toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.util.concurrent.locks..", "java.util.concurrent.atomic..")
                .check(PRODUCTION);
    }

    @Test
    void noNameSaysNothing() {
        noClasses()
                .should()
                .haveNameMatching(".*(Util|Utils|Helper|Manager|Impl)")
                .check(PRODUCTION);
    }
}
