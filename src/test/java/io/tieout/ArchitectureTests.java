package io.tieout;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.tieout.broken.BrokenApplication;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.core.VerificationOptions;
import org.springframework.modulith.test.TestApplicationModules;

/** The borders between modules, and the hexagon inside each. Each rule is seen to fail on {@link BrokenApplication}. */
class ArchitectureTests {

    /** Modulith's borders plus jMolecules' hexagonal and DDD rules (lenient). */
    static final VerificationOptions RULES = VerificationOptions.defaults();

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.tieout");
    private static final JavaClasses BROKEN = new ClassFileImporter().importPackages("io.tieout.broken");

    /** Our own rules, beyond those that the libraries bring. */
    enum Rule {
        ONE_ROLE_PER_PACKAGE(classes().should(new OneRole())),
        VAADIN_ONLY_IN_UI(noClasses()
                // The chain of security filters must know Vaadin's own requests.
                .that(not(resideInAnyPackage("io.tieout.ui..", "io.tieout.access.adapter.in.web")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.vaadin..")),
        ADAPTERS_ARE_NOT_SEEN_FROM_OUTSIDE(classes().should(new KeepsOutOfOthersAdapters())),
        SQL_ONLY_BEHIND_THE_DOMAIN(noClasses()
                .that(resideInAnyPackage(
                        "..adapter.in..", "..events..", "..spi..", "io.tieout.ui..", "io.tieout.kernel.."))
                .and(not(resideInAPackage("..internal..")))
                .and(not(resideInAPackage("..adapter.in.checks..")))
                // Answers what the database refuses, by its exceptions.
                .and(not(resideInAPackage("io.tieout.platform.adapter.in.rest")))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework.jdbc..", "java.sql.."));

        private final ArchRule rule;

        Rule(ArchRule rule) {
            this.rule = rule;
        }
    }

    @Test
    void modulesHold() {
        // detectViolations, because verify() is silent from the second time on
        ApplicationModules.of(TieoutApplication.class).detectViolations(RULES).throwIfPresent();
    }

    @Test
    void bordersOfModulesCanFail() {
        var violations = TestApplicationModules.of(BrokenApplication.class).detectViolations(RULES);

        assertThat(violations.getMessages())
                .anyMatch(message -> message.contains("Cycle"))
                .anyMatch(message -> message.contains("Module 'alpha' depends on module 'beta'"))
                .anyMatch(message ->
                        message.contains("non-exposed type io.tieout.broken.alpha.adapter.in.rest.AlphaDoor"));
    }

    @ParameterizedTest
    @EnumSource
    void holds(Rule rule) {
        rule.rule.check(OURS);
    }

    @ParameterizedTest
    @EnumSource
    void canFail(Rule rule) {
        assertThat(rule.rule.evaluate(BROKEN).hasViolation()).isTrue();
    }

    /** Packages without a role are never checked by the hexagonal rules, and a package with two has none. */
    private static final class OneRole extends ArchCondition<JavaClass> {

        private static final String ROLES = "org.jmolecules.architecture.hexagonal";

        OneRole() {
            super("live in a package with exactly one role of the hexagon");
        }

        @Override
        public void check(JavaClass type, ConditionEvents events) {
            if (type.getPackageName().equals("io.tieout")) {
                return;
            }
            var roles = type.getPackage().getAnnotations().stream()
                    .filter(annotation ->
                            annotation.getRawType().getPackageName().equals(ROLES))
                    .count();
            if (roles != 1) {
                events.add(SimpleConditionEvent.violated(
                        type,
                        type.getPackageName() + " has " + roles + " roles of the hexagon (" + type.getName() + ")"));
            }
        }
    }

    private static final class KeepsOutOfOthersAdapters extends ArchCondition<JavaClass> {

        KeepsOutOfOthersAdapters() {
            super("not depend on adapters of other modules");
        }

        @Override
        public void check(JavaClass type, ConditionEvents events) {
            type.getDirectDependenciesFromSelf().stream()
                    .filter(dependency -> isAdapter(dependency.getTargetClass()))
                    .filter(dependency -> !module(dependency.getTargetClass()).equals(module(type)))
                    .forEach(dependency ->
                            events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription())));
        }

        private static boolean isAdapter(JavaClass type) {
            var names = type.getPackageName().split("\\.");
            return type.getPackageName().startsWith("io.tieout.")
                    && Arrays.asList(names).contains("adapter");
        }

        /** The name of the package below the application's. */
        private static String module(JavaClass type) {
            var path = type.getPackageName().replaceFirst("^io\\.tieout\\.(broken\\.)?", "");
            return path.split("\\.")[0];
        }
    }
}
