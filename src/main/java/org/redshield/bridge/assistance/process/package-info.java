/** Where assistance.bpmn meets the use cases: variables, steps, and what the forms hand in and show. */
package org.redshield.bridge.assistance.process;
