package org.redshield.sandbox;

import org.junit.jupiter.api.BeforeEach;
import org.springframework.context.ConfigurableApplicationContext;

/** One sandbox in memory for all tests that extend this, emptied before each; answers come without delay. */
public abstract class RunningSandbox {

    private static final ConfigurableApplicationContext CONTEXT = SandboxApplication.start(
            "--server.port=0", "--sandbox.data-directory=", "--sandbox.url-lifetime=PT1H", "--logging.level.root=WARN");

    protected static final SandboxClient SANDBOX =
            new SandboxClient(CONTEXT.getEnvironment().getProperty("local.server.port"));

    @BeforeEach
    void empty() {
        SANDBOX.delete("/admin/faults");
        SANDBOX.delete("/admin/ledger");
        SANDBOX.put("/admin/settings", """
                {"delay": {"immediate": "PT0S", "manual": "PT0S", "disposition": "PT0S"},
                 "bigShopRows": 0, "rowsPerFile": 500000}""");
    }
}
