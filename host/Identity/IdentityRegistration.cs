using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Identity;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Host.Identity;

/// <summary>Users and roles over the shared database context; what the web and the command line have in common.</summary>
public static class IdentityRegistration
{
    public static IServiceCollection AddPeople(this IServiceCollection services)
    {
        services.AddSingleton<IModelPart, IdentityModelPart>();
        services.AddScoped<People>();
        services.AddScoped<PeopleChanges>();
        services.AddScoped<ApiTokens>();
        services.AddSingleton<SavedViews>();
        services.AddSingleton<PersonalDataViews>();
        services.AddScoped<IUserConfirmation<User>, SwitchedOn>();
        services.AddDataProtection().SetApplicationName("OcrWorkflows");
        services.AddSingleton<KeysInDatabase>();
        services.AddOptions<KeyManagementOptions>().Configure<KeysInDatabase>((options, keys) => options.XmlRepository = keys);
        services.AddIdentityCore<User>(options =>
            {
                options.Password.RequiredLength = 12;
                options.Password.RequireNonAlphanumeric = false;
                options.Password.RequireUppercase = false;
                options.Password.RequireLowercase = false;
                options.Password.RequireDigit = false;
                options.Lockout.AllowedForNewUsers = true;
                options.Lockout.MaxFailedAccessAttempts = 5;
                options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(10);
                options.User.RequireUniqueEmail = false;
                options.SignIn.RequireConfirmedAccount = true;
            })
            .AddRoles<Role>()
            .AddEntityFrameworkStores<OcrDbContext>()
            .AddClaimsPrincipalFactory<CentreClaims>();
        return services;
    }
}
