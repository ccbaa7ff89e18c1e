package vn.lienthong.sandbox.uiv2;

/**
 * A database that the sandbox did not start, empty, with the account that will own the tables and may create a role.
 */
public record ExistingDatabase(String url, String username, String password) {}
