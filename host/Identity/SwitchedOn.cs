using Microsoft.AspNetCore.Identity;

namespace OcrWorkflows.Host.Identity;

/// <summary>Lets those sign in who are not switched off.</summary>
public sealed class SwitchedOn : IUserConfirmation<User>
{
    public Task<bool> IsConfirmedAsync(UserManager<User> manager, User user)
    {
        ArgumentNullException.ThrowIfNull(user);
        return Task.FromResult(user.SwitchedOffAt is null);
    }
}
