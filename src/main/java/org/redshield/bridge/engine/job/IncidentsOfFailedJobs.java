package org.redshield.bridge.engine.job;

import java.util.List;
import org.camunda.bpm.engine.impl.db.entitymanager.cache.CachedDbEntity;
import org.camunda.bpm.engine.impl.persistence.entity.IncidentManager;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.runtime.Incident;

/**
 * Does not look for the incident of a job that has tries left: the engine makes one with the last try and takes it away when
 * there are tries again, but asks for each job that is done.
 */
public final class IncidentsOfFailedJobs extends IncidentManager {

    @Override
    public List<Incident> findIncidentByConfigurationAndIncidentType(String configuration, String type) {
        // Also one that is being deleted.
        CachedDbEntity job = getDbEntityManager().getDbEntityCache().getCachedEntity(JobEntity.class, configuration);
        if (job != null && ((JobEntity) job.getEntity()).getRetries() > 0) {
            return List.of();
        }
        return super.findIncidentByConfigurationAndIncidentType(configuration, type);
    }
}
