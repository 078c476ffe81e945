using MailKit.Net.Smtp;
using OcrWorkflows.Centres.Letters;
using OcrWorkflows.Storage.Outgoing;

namespace OcrWorkflows.Host.Mail;

/// <summary>Writes each message as a letter and mails it. It carries every kind that no other channel does: one without a template fails where people see it.</summary>
public sealed class MailChannel(LetterWriter letters, IMailDelivery delivery, MailSettings settings) : IOutboxChannel
{
    public bool Carries(string kind) => true;

    /// <exception cref="LetterException">The letter cannot be written.</exception>
    /// <exception cref="MailException">The mail server would not take it.</exception>
    public async Task SendAsync(OutboxMessage message, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(message);
        var letter = await letters.WriteAsync(message.Kind, message.Payload, message.CreatedAt, stop);
        using var mail = MailMessages.Of(message, letter, settings);
        try
        {
            await delivery.DeliverAsync(MailMessages.NameOf(message), mail, stop);
        }
        catch (SmtpCommandException refused)
        {
            // What a server answers may name the receiver: it is not repeated.
            throw new MailException($"The mail server answered {(int)refused.StatusCode} ({refused.ErrorCode}).");
        }
    }
}

/// <summary>A mail was not taken; the message names no receiver.</summary>
public sealed class MailException(string message) : Exception(message);
