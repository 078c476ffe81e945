using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace OcrWorkflows.Storage;

/// <summary>One compiled model for each combination of parts: without it the first combination seen by a process would serve all.</summary>
internal sealed class PartsModelCacheKey : IModelCacheKeyFactory
{
    public object Create(DbContext context, bool designTime) =>
        (context.GetType(), (context as OcrDbContext)?.PartsKey, designTime);
}
