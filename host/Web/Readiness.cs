using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Host.Web;

/// <summary>Ready means: the database answers, and there are rule sets to decide with.</summary>
public sealed class Readiness(IDbContextFactory<OcrDbContext> databases, RuleSetLibrary ruleSets) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        if (!await database.Database.CanConnectAsync(cancellationToken))
        {
            return HealthCheckResult.Unhealthy("The database cannot be reached.");
        }

        return ruleSets.Names.Count > 0
            ? HealthCheckResult.Healthy($"{ruleSets.Names.Count} rule sets loaded.")
            : HealthCheckResult.Unhealthy("No rule set is loaded: nothing can be decided.");
    }
}
