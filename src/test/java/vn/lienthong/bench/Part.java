package vn.lienthong.bench;

/** One measurement. */
interface Part {
    void run(Bench bench) throws Exception;
}
