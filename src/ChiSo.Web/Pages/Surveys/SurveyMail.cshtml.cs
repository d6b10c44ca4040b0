using System.Collections.Immutable;
using ChiSo.Application.Mail;
using ChiSo.Application.Publication;
using ChiSo.Application.Surveys.Mailing;
using ChiSo.Engine;
using ChiSo.Web.Hosting;
using ChiSo.Web.Language;
using Microsoft.AspNetCore.Mvc;

namespace ChiSo.Web.Pages;

/// <summary>Invitations by mail: lists with addresses, what left and what did not, the one reminder.</summary>
[RequestSizeLimit(MostBytes)]
[RequestFormLimits(MultipartBodyLengthLimit = MostBytes)]
public sealed class SurveyMailPage(Installation installation, NoticeChannels channels, Texts texts) : SurveyDeskPage(installation, texts)
{
    private const int MostBytes = 32 * 1024 * 1024;

    public MailBoard Board { get; private set; } = null!; // set before the page is rendered

    /// <summary>What was just queued; <c>null</c> on every other page.</summary>
    public MailedPeople? Mailed { get; private set; }

    /// <summary>Whether mail can leave the house.</summary>
    public bool HasServer => channels.Kinds.Contains(ChannelKind.Mail);

    public bool MaySend => MayRun && HasServer && !Live.IsClosed;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await ShowAsync(cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostSendAsync(IFormFileCollection lists, CancellationToken cancel)
    {
        if (!await ShowAsync(cancel))
            return NotFound();
        var done = await Installation.SurveyMail.InviteAsync(Survey, [.. lists.Select(Read)], HasServer, Person, cancel);
        if (!done.TryGet(out var mailed))
            return Refused(done.Problems);
        Mailed = mailed;
        await ShowAsync(cancel);
        return Page();
    }

    public async Task<IActionResult> OnPostRemindAsync(CancellationToken cancel)
    {
        if (!await ShowAsync(cancel))
            return NotFound();
        var done = await Installation.SurveyMail.RemindAsync(Survey, HasServer, Person, cancel);
        return done.Problems.IsEmpty ? LocalRedirect($"/desk/surveys/{Survey}/mail") : Refused(done.Problems);
    }

    private Result<ImmutableArray<Contact>> Read(IFormFile file)
    {
        using var stream = file.OpenReadStream();
        return ContactFile.Read(stream, file.FileName, Live.Declaration);
    }

    private async Task<bool> ShowAsync(CancellationToken cancel)
    {
        if (!await ReadAsync(Said["SurveyMail_Title"], cancel))
            return false;
        Board = await Installation.SurveyMail.BoardAsync(Live, cancel);
        return true;
    }
}
