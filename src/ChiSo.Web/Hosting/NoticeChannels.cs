using System.Collections.Immutable;
using ChiSo.Application.Mail;

namespace ChiSo.Web.Hosting;

/// <summary>The ways out of the house as they are declared.</summary>
/// <param name="Address">Where people reach ChiSo; empty where nothing is declared.</param>
public sealed record NoticeChannels(string Address, ImmutableArray<IMessageChannel> All)
{
    public ImmutableArray<ChannelKind> Kinds => [.. All.Select(channel => channel.Kind)];

    public static NoticeChannels Of(WebOptions options, TimeProvider clock)
    {
        if (options.Notices is not { } settings || options.Rehearsal is not null)
            return new("", []); // nothing leaves a rehearsal
        var channels = ImmutableArray.CreateBuilder<IMessageChannel>();
        if (settings.Mail is { } mail)
            channels.Add(new SmtpChannel(mail, options.MailPassword));
        if (settings.Webhook is { } webhook)
            channels.Add(new WebhookChannel(webhook, options.WebhookSecret ?? throw new ArgumentException("A webhook needs its secret.", nameof(options)), clock));
        return new(settings.Address.TrimEnd('/'), channels.ToImmutable());
    }
}
