package vn.lienthong.hub.camel;

/**
 * What is wrong with a route file.
 *
 * @param line from 1; 0 = the whole file
 */
record RouteFault(String file, int line, String wrong) {
    @Override
    public String toString() {
        return file + (line > 0 ? ":" + line : "") + " " + wrong;
    }
}
