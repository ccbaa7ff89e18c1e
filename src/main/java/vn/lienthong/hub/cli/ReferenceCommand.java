package vn.lienthong.hub.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code hub reference}: templates, functions and settings as one page. */
@Command(
        name = "reference",
        header = "Prints the reference of templates, functions and settings.",
        description = {"Prints docs/reference.md: every route template, function and setting, as the sources say them."
        })
class ReferenceCommand implements Runnable {
    @Mixin
    private Project project;

    /** Picocli makes it and fills it in. */
    @SuppressWarnings("NullAway.Init")
    ReferenceCommand() {}

    @Override
    public void run() {
        project.out().print(Reference.of(project.root()));
        project.out().flush();
    }
}
