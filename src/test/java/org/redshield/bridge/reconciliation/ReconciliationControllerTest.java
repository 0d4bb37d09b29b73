package org.redshield.bridge.reconciliation;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.evidence.scan.Malware;
import org.redshield.bridge.evidence.store.EvidenceStore;
import org.redshield.bridge.operations.NoRoom;
import org.redshield.bridge.operations.Space;
import org.redshield.bridge.operations.Spaces;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.util.unit.DataSize;

class ReconciliationControllerTest {

    @TempDir
    private Path folder;

    @AfterEach
    void nobodyIsSignedIn() {
        SecurityContextHolder.clearContext();
    }

    /** Half of it was written and is deleted when one asks. */
    @Test
    void aFileThatFilledTheDiskIsToldSoThoughThereIsRoomAgain() throws IOException {
        EvidenceStore files = mock();
        when(files.keep(any(InputStream.class))).thenThrow(new IOException());
        when(files.place(anyLong())).thenReturn(folder);
        Space space = Spaces.least(folder, DataSize.ofBytes(100));
        Spaces.filledUpTo(space, DataSize.ofBytes(1_000));
        Caller officer = new Caller("officer310105", Set.of("officer"), List.of("310105"));
        SecurityContextHolder.getContext().setAuthentication(new TestingAuthenticationToken(officer, null));
        ReconciliationController controller = new ReconciliationController(
                null, null, null, null, files, mock(Malware.class), null, null, null, null, space, null);

        assertThatThrownBy(() -> controller.begin(file(900), file(900), null, null, null))
                .as("there is room for it now")
                .isExactlyInstanceOf(IOException.class);
        assertThatThrownBy(() -> controller.begin(file(901), file(900), null, null, null))
                .isInstanceOf(NoRoom.class);
    }

    private static MockMultipartFile file(int bytes) {
        return new MockMultipartFile("shops", new byte[bytes]);
    }
}
