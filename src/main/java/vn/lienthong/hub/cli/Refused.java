package vn.lienthong.hub.cli;

/** A hub answered and refused, or a pack cannot be tried. The message says why and what to do. */
class Refused extends RuntimeException {
    private final int exit;

    /** @param exit code with which the command ends */
    Refused(int exit, String message) {
        super(message);
        this.exit = exit;
    }

    int exit() {
        return exit;
    }
}
