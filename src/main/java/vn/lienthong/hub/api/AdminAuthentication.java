package vn.lienthong.hub.api;

import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;

/** HTTP basic for the user {@code admin}. */
record AdminAuthentication(AdminAccount account) implements AuthenticationProvider {
    @Override
    public Authentication authenticate(Authentication presented) {
        String password = String.valueOf(presented.getCredentials());
        if (!account.accepts(presented.getName(), password)) {
            throw new BadCredentialsException("HUB-API-001 unknown user or wrong password");
        }
        return UsernamePasswordAuthenticationToken.authenticated(
                AdminAccount.NAME, null, AuthorityUtils.createAuthorityList(ApiSecurity.OPERATE, ApiSecurity.PERSONS));
    }

    @Override
    public boolean supports(Class<?> type) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
    }
}
