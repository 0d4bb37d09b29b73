package org.redshield.bridge.engine.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.NoSuchElementException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.QueryTimeoutException;

/** What an incident says of a step to which a model led at the wrong time. */
class FailedJobsTest {

    @Test
    void whatIsNotThereYetIsSaidInWords() {
        assertThat(FailedJobs.said(new ProcessEngineException(new NoSuchElementException("No value present"))))
                .contains("engine.step-lacks");
    }

    @Test
    void soIsWhatIsThereAlready() {
        assertThat(FailedJobs.said(new ProcessEngineException(new DuplicateKeyException("ERROR: duplicate key value"))))
                .contains("engine.step-unfit");
    }

    @Test
    void whateverElseKeepsItsWords() {
        assertThat(FailedJobs.said(new ProcessEngineException(new QueryTimeoutException("canceling statement"))))
                .isEmpty();
    }
}
