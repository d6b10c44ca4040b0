using ChiSo.Application.People;
using ChiSo.Application.Rounds;

namespace ChiSo.Web.Tests.Accounts;

/// <summary>Cells of the council.</summary>
internal static partial class Cells
{
    private static IEnumerable<Cell> Council()
    {
        const string list = Of + "/council";
        const string line = list + "/{unit}/{criterion}";
        var at = Round + "/council/{unit}/" + Line;
        Act[] record = [Act.RecordCouncil];
        (string, string)[] vote = [("meeting", Things.Meeting), ("for", "3"), ("reason", "Thống nhất")];
        return
        [
            new(list, "GET", Round + "/council", [Act.ReadReview]),
            new(list, "Meeting", Round + "/council", record, Stage: Stages.Council, Fields: [("heldOn", "01/06/2024"), ("members", "5"), ("attendance", "An\nBình\nChi"), ("minutes", "BB 1")]),
            new(list, "Adopt", Round + "/council", record, Stage: Stages.Council, Fields: [("line", $"tuphap:{Line}:0"), .. vote]),
            new(list, "Paper", Round + "/council", record, Stage: Stages.Council, Fields: [("meeting", Things.Meeting), ("kind", "Minutes")]),
            new(list + "/invitation.docx", "GET", Round + "/council/invitation.docx", [Act.ReadReview]),
            new(list + "/minutes.docx", "GET", Round + $"/council/minutes.docx?meeting={Things.Meeting}", [Act.ReadReview]),
            new(list + "/notice.docx", "GET", $"/desk/thu-2024/{Things.PassedBlock}/council/notice.docx", [Act.ReadReview]),
            new("/desk/council-papers/{id:guid}", "GET", $"/desk/council-papers/{Things.Paper}", [Act.ReadReview]),
            new(list, "Pass", Round + "/council", record, Stage: Stages.Council, Fields: [("meeting", Things.Meeting)]),
            new(line, "GET", at, [Act.ReadReview], AimKind.Everything),
            new(line, "Decide", at, record, Stage: Stages.Council, Fields: [("seen", "0"), ($"e.{Line}.a", "1"), ($"e.{Line}.b", "1"), .. vote]),
            new(line, "Reopen", at, [Act.ReopenLine], Stage: Stages.Council, Fields: [("why", "Có phản ánh")]),
        ];
    }
}
