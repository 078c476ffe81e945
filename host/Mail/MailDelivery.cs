using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace OcrWorkflows.Host.Mail;

/// <summary>Hands a mail over; returning means that it has been taken.</summary>
public interface IMailDelivery
{
    /// <param name="name">Names the mail for good: a repeat has the same.</param>
    Task DeliverAsync(string name, MimeMessage mail, CancellationToken stop);
}

/// <summary>Writes an <c>.eml</c> file for a mail server to pick up. A repeat replaces its like; no half a file is ever seen.</summary>
public sealed class PickupFolder(string folder) : IMailDelivery
{
    public async Task DeliverAsync(string name, MimeMessage mail, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(mail);
        Directory.CreateDirectory(folder);
        var written = Path.Combine(folder, name + ".part");
        await using (var file = File.Create(written))
        {
            await mail.WriteToAsync(file, stop);
        }

        File.Move(written, Path.Combine(folder, name + ".eml"), overwrite: true);
    }
}

/// <summary>Hands mail to a mail server, a connection each.</summary>
public sealed class SmtpDelivery(SmtpSettings settings) : IMailDelivery
{
    public async Task DeliverAsync(string name, MimeMessage mail, CancellationToken stop)
    {
        using var client = new SmtpClient { Timeout = (int)settings.Timeout.TotalMilliseconds };
        await client.ConnectAsync(settings.Server, settings.Port, settings.Security switch
        {
            SmtpSecurity.Tls => SecureSocketOptions.SslOnConnect,
            SmtpSecurity.StartTls => SecureSocketOptions.StartTls,
            _ => SecureSocketOptions.None,
        }, stop);
        if (settings.User is { } user)
        {
            await client.AuthenticateAsync(user, settings.Password ?? "", stop);
        }

        await client.SendAsync(mail, stop);
        await client.DisconnectAsync(quit: true, stop);
    }
}
