using ChiSo.Application.Audit;
using ChiSo.Application.Documents;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Application.Rounds;
using ChiSo.Engine;
using ChiSo.Web.Language;
using ChiSo.Web.People;
using Microsoft.Net.Http.Headers;

namespace ChiSo.Web.Rounds;

/// <summary>The annex of a round with its dates and their changes, extensions, pauses and overridden requests for review and disputed figures, for those who see the board.</summary>
internal static class RoundAnnexDownload
{
    private const string Word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/desk/rounds/{round}/annex.docx", SendAsync);

    private static async Task<IResult> SendAsync(string round, CurrentPerson current, TimeProvider clock, HttpContext context, IServiceProvider services, CancellationToken cancel)
    {
        if (await current.FindAsync(cancel) is not { } person)
            return Results.Redirect($"/sign-in?next={Uri.EscapeDataString($"/desk/rounds/{round}")}");
        var installation = services.GetRequiredService<Installation>();
        if (person.MandateTo(Act.ReadBoard, new()) is not { } mandate || await installation.Live.FindAsync(round, cancel) is not { } live)
            return Results.NotFound();
        var sets = new List<(LiveBlock, CriteriaSet)>();
        foreach (var block in live.Blocks)
            sets.Add((block, await installation.Sets.FindAsync(block.CriteriaSetId, cancel)));
        var names = await PeopleNames.ReadAsync(installation, cancel);
        var texts = Texts.In(Tongue.Vietnamese); // an official document
        await ReadRecords.AddAsync(context, person, mandate, ReadLog.AnnexExported, live.Code, "", cancel);
        using var file = new MemoryStream();
        DocumentWriter.Write(file, RoundAnnex.Of(live, await installation.RequestOverrides.OfRoundAsync(live, cancel), await installation.Prefilling.DisputedAsync(live, cancel), stage => texts["Stage_" + stage], by => names.Of(by, texts), sets, clock.GetUtcNow().UtcDateTime));
        context.Response.Headers[HeaderNames.CacheControl] = "private, no-store";
        return Results.File(file.ToArray(), Word, $"phu-luc-{live.Code}.docx");
    }
}
