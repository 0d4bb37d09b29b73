/** 处置拟稿: from the requester's letter to the letter to the platform, or to the answer that nothing will be asked of it. */
package org.redshield.bridge.disposition.draft;
