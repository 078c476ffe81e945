using System.Security.Cryptography;
using System.Text;
using MimeKit;
using MimeKit.Text;
using OcrWorkflows.Centres.Letters;
using OcrWorkflows.Storage.Outgoing;

namespace OcrWorkflows.Host.Mail;

/// <summary>From a letter to the mail that carries it. The same message makes the same mail, so that a receiver knows a double.</summary>
internal static class MailMessages
{
    private const int NameLength = 32;

    /// <summary>Made of the message's key by a hash: stands in file names and in Message-Id, and tells nothing of what is in it.</summary>
    public static string NameOf(OutboxMessage message) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(message.Key)))[..NameLength];

    public static MimeMessage Of(OutboxMessage message, Letter letter, MailSettings settings) => Written(new MimeMessage(
        [settings.From],
        [AddressOf(letter, settings)],
        letter.Subject,
        new TextPart(TextFormat.Plain) { Text = letter.Body }), message, settings);

    private static MailboxAddress AddressOf(Letter letter, MailSettings settings) => letter.To switch
    {
        LetterRecipient.Centre => settings.OfCentre(letter.Centre!),
        LetterRecipient.AllCentres => settings.AllCentres,
        _ => settings.Office,
    };

    private static MimeMessage Written(MimeMessage mail, OutboxMessage message, MailSettings settings)
    {
        mail.MessageId = $"{NameOf(message)}@{settings.From.Domain}";
        mail.Date = message.CreatedAt;
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        mail.Headers.Add("X-Letter-Kind", message.Kind);
        return mail;
    }
}
