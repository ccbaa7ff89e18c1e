package vn.lienthong.hub;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the hub. */
@SpringBootApplication
public class LienThongHub {
    public static void main(String[] args) {
        SpringApplication.run(LienThongHub.class, args);
    }
}
