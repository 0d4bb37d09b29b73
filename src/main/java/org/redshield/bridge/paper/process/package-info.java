/** The process of {@code paper-correspondence.bpmn}: contract, steps and forms. */
package org.redshield.bridge.paper.process;
