using System.Collections.Immutable;
using ChiSo.Application.Desk;
using ChiSo.Web.Language;
using ChiSo.Web.People;
using ChiSo.Web.Publication;

namespace ChiSo.Web.Pages;

/// <summary>A person's open work, what is due first on top.</summary>
public sealed class DeskHomePage(PersonDesk desk, Texts texts) : DeskPage
{
    public ImmutableArray<OpenWork> Work { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Work = await desk.OfAsync(Person, cancel);
        ViewData[PageFrame.Key] = new PageFrame(texts["Desk_Title"], [], Person: Person);
    }
}
