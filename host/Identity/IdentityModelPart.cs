using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Host.Identity;

/// <summary>The tables of ASP.NET Core Identity, with lengths that every database can index.</summary>
public sealed class IdentityModelPart : IModelPart
{
    private const int KeyLength = 128;
    private const int NameLength = 256;

    public void Configure(ModelBuilder model)
    {
        ArgumentNullException.ThrowIfNull(model);
        ConfigurePeople(model);
        ConfigureClaims(model);
        model.Entity<ApiTokenRow>(token =>
        {
            token.ToTable("ApiTokens");
            token.HasIndex(t => t.Hash).IsUnique();
            token.HasOne<User>().WithMany().HasForeignKey(t => t.UserId);
            token.Property(t => t.Name).HasMaxLength(ApiTokenRow.NameLength);
            token.Property(t => t.Hash).HasMaxLength(64).IsUnicode(false);
            token.Property(t => t.Scopes).HasMaxLength(1000).IsUnicode(false);
        });
        model.Entity<SavedViewRow>(view =>
        {
            view.ToTable("SavedViews");
            view.Property(v => v.Id).ValueGeneratedNever();
            view.HasIndex(v => new { v.UserId, v.List, v.Name }).IsUnique();
            view.HasIndex(v => new { v.List, v.IsShared });
            view.HasOne<User>().WithMany().HasForeignKey(v => v.UserId);
            view.Property(v => v.List).HasMaxLength(40);
            view.Property(v => v.Name).HasMaxLength(SavedViewRow.NameLength);
            view.Property(v => v.Query).HasMaxLength(SavedViewRow.QueryLength);
        });
        model.Entity<DataProtectionKeyRow>(key =>
        {
            key.ToTable("DataProtectionKeys");
            key.Property(k => k.FriendlyName).HasMaxLength(NameLength);
        });
    }

    private static void ConfigurePeople(ModelBuilder model)
    {
        model.Entity<User>(user =>
        {
            user.ToTable("Users");
            user.HasIndex(u => u.NormalizedUserName).IsUnique();
            user.HasIndex(u => u.NormalizedEmail);
            user.Property(u => u.UserName).HasMaxLength(NameLength);
            user.Property(u => u.NormalizedUserName).HasMaxLength(NameLength);
            user.Property(u => u.Email).HasMaxLength(NameLength);
            user.Property(u => u.NormalizedEmail).HasMaxLength(NameLength);
            user.Property(u => u.PhoneNumber).HasMaxLength(NameLength);
            user.Property(u => u.CentreNumber).HasMaxLength(10);
            user.Property(u => u.ConcurrencyStamp).IsConcurrencyToken();
        });
        model.Entity<Role>(role =>
        {
            role.ToTable("Roles");
            role.HasIndex(r => r.NormalizedName).IsUnique();
            role.Property(r => r.Name).HasMaxLength(NameLength);
            role.Property(r => r.NormalizedName).HasMaxLength(NameLength);
            role.Property(r => r.ConcurrencyStamp).IsConcurrencyToken();
        });
        model.Entity<IdentityUserRole<Guid>>(held =>
        {
            held.ToTable("UserRoles");
            held.HasKey(h => new { h.UserId, h.RoleId });
            held.HasOne<User>().WithMany().HasForeignKey(h => h.UserId);
            held.HasOne<Role>().WithMany().HasForeignKey(h => h.RoleId);
        });
    }

    private static void ConfigureClaims(ModelBuilder model)
    {
        model.Entity<IdentityUserClaim<Guid>>(claim =>
        {
            claim.ToTable("UserClaims");
            claim.HasOne<User>().WithMany().HasForeignKey(c => c.UserId);
        });
        model.Entity<IdentityRoleClaim<Guid>>(claim =>
        {
            claim.ToTable("RoleClaims");
            claim.HasOne<Role>().WithMany().HasForeignKey(c => c.RoleId);
        });
        model.Entity<IdentityUserLogin<Guid>>(login =>
        {
            login.ToTable("UserLogins");
            login.HasKey(l => new { l.LoginProvider, l.ProviderKey });
            login.Property(l => l.LoginProvider).HasMaxLength(KeyLength);
            login.Property(l => l.ProviderKey).HasMaxLength(KeyLength);
            login.HasOne<User>().WithMany().HasForeignKey(l => l.UserId);
        });
        model.Entity<IdentityUserToken<Guid>>(token =>
        {
            token.ToTable("UserTokens");
            token.HasKey(t => new { t.UserId, t.LoginProvider, t.Name });
            token.Property(t => t.LoginProvider).HasMaxLength(KeyLength);
            token.Property(t => t.Name).HasMaxLength(KeyLength);
            token.HasOne<User>().WithMany().HasForeignKey(t => t.UserId);
        });
    }
}
