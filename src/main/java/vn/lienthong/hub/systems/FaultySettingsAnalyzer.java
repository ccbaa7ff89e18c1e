package vn.lienthong.hub.systems;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Turns faulty settings into the readable text that Spring Boot prints before it exits with 1. */
class FaultySettingsAnalyzer extends AbstractFailureAnalyzer<FaultySettings> {
    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, FaultySettings cause) {
        return new FailureAnalysis(
                cause.getMessage(),
                "Set the environment variables named above or correct config/systems.yaml, then start again.",
                cause);
    }
}
