package vn.lienthong.sandbox.world;

/** A person in an office who does a step. */
public record Official(String code, String name, String title, String department) {
    public Official(String name, String title, String department) {
        this(null, name, title, department);
    }
}
