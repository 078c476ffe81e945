using OcrWorkflows.Centres.Letters;
using OcrWorkflows.Host.Hosting;
using OcrWorkflows.Storage.Outgoing;

namespace OcrWorkflows.Host.Mail;

public static class MailRegistration
{
    /// <summary>Templates, and the channel that mails what they make of messages.</summary>
    public static IServiceCollection AddMail(this IServiceCollection services, HostSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        services.AddSingleton(settings.Mail);
        services.AddSingleton(_ => new LetterLibrary(settings.LettersFolder, () => LetterKinds.Of(ContentFiles.DefinitionsIn(settings.DefinitionsPath))));
        services.AddSingleton<IMailDelivery>(_ => settings.Mail.Transport == MailTransport.Smtp ? new SmtpDelivery(settings.Mail.Smtp) : new PickupFolder(settings.Mail.PickupFolder));
        services.AddSingleton<IOutboxChannel, MailChannel>(); // the last resort: channels registered before it go first
        return services;
    }
}
