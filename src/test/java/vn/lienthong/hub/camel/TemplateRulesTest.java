package vn.lienthong.hub.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.lienthong.hub.dossier.SystemId;

/** Whoever uses a template wrongly is told the file, the line and what to write. */
class TemplateRulesTest {
    private static final String USE = """
            - templatedRoute:
                routeTemplateRef: rest-pull-cursor
                routeId: a-pull
                parameters:
                  - {name: system, value: a}
                  - {name: stream, value: s}
                  - {name: get, value: "/p?after={after}"}
            """;

    @TempDir
    private Path home;

    @Test
    void aRightUseHasNoFault() throws IOException {
        assertThat(use(USE)).isEmpty();
    }

    @Test
    void everyWrongUseIsNamedWithItsLineAndRemedy() throws IOException {
        assertThat(use(USE.replace("rest-pull-cursor", "rest-pul-cursor")))
                .containsExactly("a.camel.yaml:2 HUB-TPL-002 there is no template \"rest-pul-cursor\";"
                        + " write \"rest-pull-cursor\"");
        assertThat(use(USE.replace("rest-pull-cursor", "ftp")).get(0)).contains("write one of [", "files-pull-csv");
        assertThat(use(USE.replace("name: stream", "name: steam")))
                .satisfiesExactlyInAnyOrder(
                        fault -> assertThat(fault)
                                .isEqualTo("a.camel.yaml:6 HUB-TPL-003 template rest-pull-cursor has no parameter"
                                        + " \"steam\"; write \"stream\""),
                        fault -> assertThat(fault)
                                .startsWith("a.camel.yaml:2 HUB-TPL-004 template rest-pull-cursor needs the parameter"
                                        + " \"stream\": Name of the stream"));
        assertThat(use(USE.replace("value: s}", "value: ''}")))
                .containsExactly(
                        "a.camel.yaml:6 HUB-TPL-005 \"stream\" has no value; write one, or remove the parameter");
        assertThat(use(USE + "      - {name: stream, value: t}\n"))
                .containsExactly("a.camel.yaml:8 HUB-TPL-005 \"stream\" is given twice; remove one");
        assertThat(use(USE.replace("value: a}", "value: b}")))
                .containsExactly("a.camel.yaml:5 HUB-ROUTE-009 uses system=b; the file's system is a");
        assertThat(use(USE.replace("a-pull", "pull")).get(0)).startsWith("a.camel.yaml:2 HUB-ROUTE-005");
    }

    @Test
    void aTemplateThatIsNotWellFormedIsNamed() throws IOException {
        Path file = Files.createDirectories(home.resolve("routes/templates")).resolve("x.camel.yaml");
        Files.writeString(file, """
                - routeTemplate:
                    id: y
                    parameters:
                      - name: system
                        description: The system
                      - name: idle
                        description: 'Not used. Example: 1'
                    route:
                      from:
                        uri: hub:pull?system={{system}}&stream={{stream}}
                        steps:
                          - to:
                              uri: hub:http?system={{system}}
                """);

        List<String> faults =
                check().faults(file, "routes/templates/x.camel.yaml", null, new DefaultCamelContext()).stream()
                        .map(RouteFault::toString)
                        .toList();

        assertThat(faults)
                .hasSize(5)
                .allMatch(fault -> fault.contains("HUB-TPL-001"))
                .anyMatch(fault -> fault.contains("write id: x"))
                .anyMatch(fault -> fault.contains("template without a description"))
                .anyMatch(fault -> fault.contains("x.camel.yaml:4") && fault.contains("Example: ..."))
                .anyMatch(fault -> fault.contains("\"idle\" is not used"))
                .anyMatch(fault -> fault.contains("{{stream}} is no parameter"));
    }

    private List<String> use(String yaml) throws IOException {
        Path file = home.resolve("a.camel.yaml");
        Files.writeString(file, yaml);
        return check().faults(file, "a.camel.yaml", new SystemId("a"), new DefaultCamelContext()).stream()
                .map(RouteFault::toString)
                .toList();
    }

    private static CheckRouteFile check() {
        return new CheckRouteFile(new RouteSchema(), RouteTemplates.in(Path.of("")));
    }
}
