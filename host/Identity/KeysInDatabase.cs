using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Host.Identity;

/// <summary>Data-protection keys as rows of the database.</summary>
public sealed class KeysInDatabase(IDbContextFactory<OcrDbContext> databases) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var database = databases.CreateDbContext();
        return [.. database.Set<DataProtectionKeyRow>().AsNoTracking().OrderBy(k => k.Id).Select(k => k.Xml).AsEnumerable().Select(XElement.Parse)];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        ArgumentNullException.ThrowIfNull(element);
        using var database = databases.CreateDbContext();
        database.Add(new DataProtectionKeyRow { FriendlyName = friendlyName, Xml = element.ToString(SaveOptions.DisableFormatting) });
        database.SaveChanges();
    }
}
