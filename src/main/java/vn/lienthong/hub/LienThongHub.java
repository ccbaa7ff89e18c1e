package vn.lienthong.hub;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Starts the hub. */
@SpringBootApplication
@EnableScheduling
public class LienThongHub {
    public static void main(String[] args) {
        SpringApplication.run(LienThongHub.class, args);
    }
}
