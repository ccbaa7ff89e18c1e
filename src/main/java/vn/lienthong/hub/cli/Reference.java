package vn.lienthong.hub.cli;

import java.nio.file.Path;
import vn.lienthong.hub.camel.RouteTemplates;
import vn.lienthong.hub.camel.RouteTemplates.Parameter;
import vn.lienthong.hub.camel.RouteTemplates.Template;
import vn.lienthong.hub.mapping.FunctionReference;
import vn.lienthong.hub.systems.SettingReference;

/** The page docs/reference.md: templates, functions and settings, as the sources say them. */
final class Reference {
    private final StringBuilder page = new StringBuilder();

    private Reference() {}

    /** @param home the folder that has {@code routes/templates} */
    static String of(Path home) {
        Reference reference = new Reference();
        reference.line("# Reference: templates, functions, settings");
        reference.line("");
        reference.line(
                "Written from the sources by `./hub reference > docs/reference.md`; a test holds it against them.");
        reference.templates(RouteTemplates.in(home));
        reference.functions();
        reference.settings();
        return reference.page.toString();
    }

    private void templates(RouteTemplates templates) {
        line("");
        line("## Route templates");
        line("");
        line("A pack uses one in `routes/systems/<id>.camel.yaml`:");
        line("");
        line("```yaml");
        line("- templatedRoute:");
        line("    routeTemplateRef: rest-pull-cursor");
        line("    routeId: post-pull");
        line("    parameters:");
        line("      - {name: system, value: post}");
        line("      - {name: stream, value: parcels}");
        line("```");
        for (Template template : templates.all()) {
            line("");
            line("### " + template.id());
            line(template.description() + ".");
            line("");
            line("| parameter | when left out | what it says |");
            line("|---|---|---|");
            for (Parameter parameter : template.parameters().values()) {
                line("| `" + parameter.name() + "` | " + otherwise(parameter) + " | " + cell(parameter.description())
                        + " |");
            }
        }
    }

    private static String otherwise(Parameter parameter) {
        if (parameter.required()) {
            return "must be written";
        }
        String value = parameter.otherwise();
        return value == null || value.isEmpty() ? "nothing" : "`" + cell(value) + "`";
    }

    private void functions() {
        line("");
        line("## Functions of every mapping");
        line("");
        line(
                "Beside those of JSLT. `?` = may be left out. A function given `null` gives `null`; one that cannot do its work");
        line("records a fault and gives `null`, so that one run names all faults of a record.");
        for (FunctionReference function : FunctionReference.all()) {
            line("");
            line("### " + function.name());
            line("`" + function.signature() + "`: " + function.text());
            for (FunctionReference.Table table : function.tables()) {
                line("");
                line("`" + table.file() + "`:");
                line("```");
                line(table.text());
                line("```");
            }
            if (!function.examples().isEmpty()) {
                line("");
                line("| example | gives |");
                line("|---|---|");
                function.examples()
                        .forEach(example ->
                                line("| `" + cell(example.expression()) + "` | `" + cell(example.result()) + "` |"));
            }
            if (!function.faults().isEmpty()) {
                line("");
                line("| fault | when | example |");
                line("|---|---|---|");
                function.faults()
                        .forEach(fault -> line("| " + fault.code() + " | " + cell(fault.when()) + " | `"
                                + cell(fault.expression()) + "` |"));
            }
        }
    }

    private void settings() {
        line("");
        line("## Settings of a system");
        line("");
        line(
                "Below `hub.systems.<id>` in `config/systems.yaml`. Any value may be left to the environment: `${NAME:default}`.");
        line("");
        line("| setting | form | when left out | what it says |");
        line("|---|---|---|---|");
        for (SettingReference setting : SettingReference.all()) {
            line("| `" + setting.name() + "` | " + cell(setting.form()) + " | " + cell(setting.otherwise()) + " | "
                    + cell(setting.text()) + " |");
        }
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("\n", " ");
    }

    private void line(String text) {
        page.append(text).append('\n');
    }
}
