package vn.lienthong.hub;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import vn.lienthong.hub.cli.HubCommand;

/** Starts the hub, or runs one command ({@code check}, {@code test}, ..) without starting it. */
@SpringBootApplication
public class LienThongHub {
    public static void main(String[] args) {
        if (args.length > 0 && HubCommand.isCommand(args[0])) {
            System.exit(HubCommand.run(args));
        }
        SpringApplication.run(LienThongHub.class, args);
    }
}
