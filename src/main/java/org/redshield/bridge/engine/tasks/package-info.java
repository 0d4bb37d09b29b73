/** What there is to do for a person, asked of the engine's tables at once where its queries take one each. */
package org.redshield.bridge.engine.tasks;
