package vn.lienthong.hub;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.Temporal;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.modulith.core.ApplicationModules;

/** The shape that docs/architecture.md promises. Packages that are still empty pass. */
@AnalyzeClasses(packages = "vn.lienthong.hub", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = "vn.lienthong.hub";
    private static final Path TABLE = Path.of("docs/architecture.md");

    /** The package table of docs/architecture.md, highest first: the document is the rule. */
    private static final List<String> DOWNWARDS = downwards();

    @ArchTest
    static final ArchRule everyPackageStandsInTheTable = classes()
            .that()
            .resideOutsideOfPackage(ROOT)
            .should(standInTheTable())
            .because("a reader finds each package, and who may know it, in " + TABLE);

    @ArchTest
    static final ArchRule arrowsPointOnlyDownwards =
            classes().should(knowOnlyWhatStandsBelow()).because("the order of " + TABLE + " has no way up");

    @ArchTest
    static final ArchRule theDossierKnowsNoFramework = noClasses()
            .that()
            .resideInAPackage(ROOT + ".dossier..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.springframework..",
                    "org.apache..",
                    "java.sql..",
                    "javax.sql..",
                    "jakarta..",
                    "com.schibsted..")
            .allowEmptyShould(true)
            .because("the rules of dossiers outlive every framework");

    @ArchTest
    static final ArchRule namesComeFromTheField = noClasses()
            .should()
            .haveNameMatching(".*(Util|Utils|Helper|Manager|Processor|Impl|Data|Info)")
            .because("such a name hides what the class does; name the activity or the thing");

    @ArchTest
    static final ArchRule nobodySleeps = noClasses()
            .should()
            .accessTargetWhere(describe(
                    "it sleeps",
                    (JavaAccess<?> call) -> call.getName().equals("sleep")
                            && Set.of("java.lang.Thread", "java.util.concurrent.TimeUnit")
                                    .contains(call.getTargetOwner().getName())))
            .because("a sleeping thread cannot be woken by a wake-up nor by shutdown; schedule or wait on a condition");

    @ArchTest
    static final ArchRule timeIsInjected = noClasses()
            .should()
            .accessTargetWhere(readsTheClockOfTheMachine())
            .orShould()
            .callConstructor(Date.class)
            .because("tests set the time: inject java.time.Clock and ask it");

    @ArchTest
    static final ArchRule nothingIsInjectedIntoFields = noFields()
            .should()
            .beAnnotatedWith(Autowired.class)
            .orShould()
            .beAnnotatedWith(Value.class)
            .orShould()
            .beAnnotatedWith("jakarta.inject.Inject")
            .orShould()
            .beAnnotatedWith("jakarta.annotation.Resource")
            .because("a constructor says what a class needs");

    @ArchTest
    static final ArchRule loggersAreConstants = fields().that()
            .haveRawType("org.slf4j.Logger")
            .should()
            .bePrivate()
            .andShould()
            .beStatic()
            .andShould()
            .beFinal()
            .allowEmptyShould(true);

    @ArchTest
    static void theModulesFitTogether(JavaClasses imported) {
        assertThat(imported).isNotEmpty();
        ApplicationModules.of(LienThongHub.class).verify();
    }

    private static List<String> downwards() {
        try {
            String text = Files.readString(TABLE);
            String table = text.substring(text.indexOf("## Packages"));
            int end = table.indexOf("\n## ");
            return Pattern.compile("(?m)^\\|((?: *`[a-z]+`,?)+) *\\|")
                    .matcher(end < 0 ? table : table.substring(0, end))
                    .results()
                    .map(ArchitectureTest::packages)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(TABLE + " with the table of packages is missing", e);
        }
    }

    /** The packages of one line of the table, parted by blanks; packages of one line do not know each other. */
    private static String packages(MatchResult line) {
        return line.group(1).replaceAll("[`,]", " ").strip();
    }

    private static Optional<String> packageOf(JavaClass type) {
        String name = type.getPackageName();
        if (!name.startsWith(ROOT + ".")) {
            return Optional.empty();
        }
        String rest = name.substring(ROOT.length() + 1);
        int dot = rest.indexOf('.');
        return Optional.of(dot < 0 ? rest : rest.substring(0, dot));
    }

    private static int height(String part) {
        for (int i = 0; i < DOWNWARDS.size(); i++) {
            if (List.of(DOWNWARDS.get(i).split(" +")).contains(part)) {
                return i;
            }
        }
        return -1;
    }

    private static ArchCondition<JavaClass> standInTheTable() {
        return new ArchCondition<>("stand in a package of the table") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                packageOf(type)
                        .filter(part -> height(part) < 0)
                        .ifPresent(part -> events.add(SimpleConditionEvent.violated(
                                type, type.getName() + ": add a line for `" + part + "` to " + TABLE)));
            }
        };
    }

    private static ArchCondition<JavaClass> knowOnlyWhatStandsBelow() {
        return new ArchCondition<>("know only packages that stand below their own") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                packageOf(type).ifPresent(from -> type.getDirectDependenciesFromSelf()
                        .forEach(dependency -> judge(from, dependency, events)));
            }
        };
    }

    private static void judge(String from, Dependency dependency, ConditionEvents events) {
        JavaClass target = dependency.getTargetClass();
        if (target.getPackageName().equals(ROOT)) {
            events.add(SimpleConditionEvent.violated(
                    dependency, from + " must not know the start of the program: " + dependency.getDescription()));
        }
        packageOf(target)
                .filter(to -> !to.equals(from) && height(to) <= height(from))
                .ifPresent(to -> events.add(SimpleConditionEvent.violated(
                        dependency,
                        from + " must not know " + to + ", which does not stand below it: "
                                + dependency.getDescription())));
    }

    private static DescribedPredicate<JavaAccess<?>> readsTheClockOfTheMachine() {
        return describe("it reads the clock of the machine", call -> {
            JavaClass owner = call.getTargetOwner();
            boolean now = call.getName().equals("now")
                    && owner.isAssignableTo(Temporal.class)
                    && !call.getTarget().getFullName().contains(Clock.class.getName());
            boolean millis =
                    owner.isEquivalentTo(System.class) && call.getName().equals("currentTimeMillis");
            return now || millis;
        });
    }
}
