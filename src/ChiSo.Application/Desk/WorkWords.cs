using ChiSo.Application.Rounds;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.Desk;

/// <summary>Open work in words: on the first page and in the daily digest.</summary>
public static class WorkWords
{
    /// <summary>What is to be done.</summary>
    public static Words Of(WorkKind kind) => kind switch
    {
        WorkKind.Enter => new("Nhập bảng tự đánh giá", "Enter the self-assessment"),
        WorkKind.Assigned => new("Dòng được giao cho bạn", "Lines given to you"),
        WorkKind.Prepare => new("Nhập trước tài liệu và số liệu tạm", "Lay in evidence and provisional figures"),
        WorkKind.Send => new("Gửi bảng tự đánh giá", "Send the self-assessment"),
        WorkKind.LookThrough => new("Duyệt bảng tự đánh giá", "Look through the self-assessment"),
        WorkKind.Approve => new("Duyệt đề nghị của kỳ", "Approve proposals"),
        WorkKind.PublishSet => new("Ban hành bộ tiêu chí", "Publish a criteria set"),
        WorkKind.SendReminder => new("Gửi văn bản đôn đốc", "Send a reminder"),
        WorkKind.ConfirmLate => new("Xác nhận trừ điểm nộp chậm", "Confirm deductions for lateness"),
        WorkKind.LetThrough => new("Xem xét cho qua mục kiểm tra", "Let a check through, or don't"),
        WorkKind.ApproveSurvey => new("Duyệt mở khảo sát", "Approve the opening of a survey"),
        WorkKind.MendSurvey => new("Sửa khảo sát bị trả lại", "Mend a survey that was returned"),
        WorkKind.HandInPeople => new("Nộp danh sách người được khảo sát", "Hand in the list of people to be surveyed"),
        WorkKind.ApproveRelease => new("Duyệt công bố kết quả khảo sát", "Approve the release of a survey's results"),
        WorkKind.Mend => new("Sửa dòng được trả lại", "Mend returned lines"),
        WorkKind.Answer => new("Trả lời cơ quan thẩm định", "Answer the appraisers"),
        WorkKind.Guide => new("Trả lời câu hỏi về tiêu chí", "Answer questions about criteria"),
        WorkKind.Explain => new("Giải trình kết quả thẩm định", "Explain appraised lines"),
        WorkKind.Appraise => new("Thẩm định", "Appraise"),
        WorkKind.Confirm => new("Xác nhận kết quả thẩm định", "Confirm appraisals"),
        WorkKind.DecideDispute => new("Quyết định phản ánh số liệu", "Decide disputes of figures"),
        WorkKind.Assign => new("Bố trí người thẩm định", "Find appraisers"),
        WorkKind.Council => new("Hội đồng kết luận", "The council decides"),
        WorkKind.DraftResult => new("Kết quả dự kiến", "Draft result"),
        WorkKind.RevokedOverride => new("Phê duyệt lại chờ đề nghị xem xét lại", "Approval waits for your request again"),
        WorkKind.OverriddenRequest => new("Phê duyệt không chờ đề nghị xem xét lại", "Approval doesn't wait for your request"),
        WorkKind.DecidedDispute => new("Phản ánh số liệu đã có quyết định", "Decided disputes of figures"),
        WorkKind.ReopenedDispute => new("Quyết định phản ánh số liệu đã rút lại", "Disputes of figures wait again"),
        WorkKind.DecidedRequest => new("Đề nghị xem xét lại đã có kết luận", "Decided requests for review"),
        WorkKind.AnsweredQuestion => new("Câu hỏi về tiêu chí đã được trả lời", "Answered questions about criteria"),
        WorkKind.Request => new("Đề nghị xem xét lại", "Requests for review"),
        WorkKind.Advise => new("Xem xét đề nghị được giao", "Look at a request for review"),
        WorkKind.ApproveOverride => new("Duyệt việc phê duyệt khi đề nghị chưa kết luận", "Agree to approval despite an open request"),
        WorkKind.ProposeNotApplicable => new("Cho ý kiến về đề nghị không áp dụng", "Give an opinion on what may not apply"),
        WorkKind.DecideNotApplicable => new("Quyết định đề nghị không áp dụng", "Decide what doesn't apply"),
        WorkKind.AnsweredNotApplicable => new("Đề nghị không áp dụng đã có quyết định", "Decisions on what doesn't apply"),
        WorkKind.ExtendedTime => new("Đơn vị được gia hạn", "Your unit has more time"),
        WorkKind.MovedDates => new("Thời gian được điều chỉnh", "Dates were moved"),
        WorkKind.BegunPause => new("Tạm dừng", "The clock stands still"),
        WorkKind.EndedPause => new("Tạm dừng kết thúc sớm", "A pause ends early"),
        WorkKind.DecidedLate => new("Đã quyết định về việc nộp chậm", "The late hand-in is decided"),
        WorkKind.ApprovedRound => new("Kết quả đã được phê duyệt", "The results are approved"),
        WorkKind.ReturnedProposal => new("Đề nghị của bạn bị trả lại", "Your proposal was returned"),
        WorkKind.Visit => new("Đi phỏng vấn", "Visit people"),
        WorkKind.Recheck => new("Phúc tra", "Check visits again"),
        WorkKind.KeyForms => new("Nhập phiếu giấy lần hai", "Key paper forms a second time"),
        WorkKind.SettleForms => new("Đối chiếu phiếu giấy nhập lệch", "Settle paper forms that differ"),
        WorkKind.ApproveResults => new("Phê duyệt kết quả", "Approve the results"),
        _ => throw new System.Diagnostics.UnreachableException($"No work {kind}."),
    };

    /// <summary>What is to be done, and for whom: "Thẩm định: Khối sở, ban, ngành".</summary>
    public static Words Titled(OpenWork work)
    {
        var what = (work.Kind, work.Stage) switch
        {
            (WorkKind.Appraise, Stages.FirstLevel) => new("Thẩm định cấp thứ nhất", "Appraise at the first level"),
            (WorkKind.Confirm, Stages.FirstLevel) => new("Xác nhận thẩm định cấp thứ nhất", "Confirm first-level appraisals"),
            (WorkKind.Appraise, Stages.SecondReview) => new("Thẩm định lần 2", "Appraise again after the explanations"),
            (WorkKind.Confirm, Stages.SecondReview) => new("Xác nhận kết quả thẩm định lần 2", "Confirm second appraisals"),
            (WorkKind.Send, Stages.Explanation) => new("Gửi bản giải trình", "Send the explanation"),
            (WorkKind.LookThrough, Stages.Explanation) => new("Duyệt bản giải trình", "Look through the explanation"),
            _ => Of(work.Kind),
        };
        return work.UnitName is { } of ? new($"{what.Vi}: {of.Vi}", $"{what.En}: {(of.En.Length > 0 ? of.En : of.Vi)}") : what;
    }

    /// <summary>How much is left, as a sentence.</summary>
    public static Words Left(OpenWork work)
    {
        var (left, all) = (VietnameseNumbers.CountText(work.Left), VietnameseNumbers.CountText(work.All));
        var (leftEn, allEn) = (VietnameseNumbers.CountEnglish(work.Left), VietnameseNumbers.CountEnglish(work.All));
        return work.Kind switch
        {
            WorkKind.Enter => new($"Còn {left} trong {all} dòng.", $"{leftEn} of {allEn} lines left."),
            WorkKind.Assigned => new($"Còn {left} trong {all} dòng đơn vị giao cho bạn.", $"{leftEn} of the {allEn} lines your unit gave you are left."),
            WorkKind.Prepare => new("Đợt tự đánh giá chưa mở; nội dung nhập trước là bản tạm, đến đợt mới gửi được.", "The self-assessment isn't open yet; what is laid in now is provisional and can be handed in then."),
            WorkKind.Send => new($"Đã nhập đủ {all} dòng; còn gửi đi.", $"All {allEn} lines are filled; the sheet is still to be sent."),
            WorkKind.LookThrough => new($"Cán bộ đã gửi lên {all} dòng, chờ lãnh đạo đơn vị xem và gửi đi.", $"{allEn} lines, sent by the officer, wait for the leader to hand them in."),
            WorkKind.Approve => new($"{left} đề nghị chờ người thứ hai duyệt.", $"{leftEn} proposals wait for a second person."),
            WorkKind.PublishSet => new("Chờ người thứ hai xem và ban hành; chưa ban hành thì chưa mở được kỳ.", "Waits for a second person; no round opens before."),
            WorkKind.SendReminder => new($"{left} văn bản đôn đốc chờ người thứ hai gửi.", $"{leftEn} reminders wait to be sent by a second person."),
            WorkKind.ConfirmLate => new($"{left} đơn vị nộp chậm, chờ xác nhận mức trừ điểm.", $"{leftEn} units handed in late; deductions wait to be confirmed."),
            WorkKind.LetThrough when work.Check is { } check => new(
                $"Bảng đã đủ và chỉ còn {left} dòng vướng một mục bạn cho qua được, kèm lý do: {Inner(check.What.Vi)} Chưa cho qua thì đơn vị chưa gửi được, trừ khi đơn vị bổ sung.",
                $"The sheet is complete but for {leftEn} lines held by a check you may let through, with a reason: {Inner(check.What.En)} Until then the unit can't hand it in, unless it adds what is lacking."),
            WorkKind.ApproveSurvey => new("Chờ người thứ hai duyệt hoặc trả lại; chưa ai trả lời được.", "Waits for a second person; nobody can answer yet."),
            WorkKind.MendSurvey => new("Người thứ hai đã trả lại kèm lý do; sửa rồi trình lại, hoặc rút.", "A second person returned it with a reason; mend it and propose again, or withdraw it."),
            WorkKind.HandInPeople when work.Left > 0 => new("Đơn vị chưa nộp danh sách.", "The unit has not handed in its list."),
            WorkKind.HandInPeople => new($"Đã nộp {all} người; nộp lại được đến hết hạn.", $"{allEn} people handed in; another list is taken until the last day."),
            WorkKind.ApproveRelease => new("Chờ người thứ hai duyệt hoặc trả lại; công chúng chưa xem được.", "Waits for a second person; the public can't read it yet."),
            WorkKind.Mend => new($"{left} dòng được trả lại, chờ sửa và nộp lại.", $"{leftEn} lines were returned and wait."),
            WorkKind.Answer => new($"{left} câu hỏi chờ trả lời.", $"{leftEn} questions to answer."),
            WorkKind.Guide => new($"{left} câu hỏi của đơn vị chờ trả lời.", $"{leftEn} questions of units to answer."),
            WorkKind.Explain => new($"{left} trong {all} dòng mất điểm chưa có ý kiến đồng ý hay không đồng ý.", $"{leftEn} of {allEn} lines that lost points have no answer yet."),
            WorkKind.Appraise => new($"Còn {left} trong {all} dòng chờ thẩm định.", $"{leftEn} of {allEn} lines to appraise."),
            WorkKind.Confirm => new($"{left} trong {all} dòng chờ xác nhận.", $"{leftEn} of {allEn} lines to confirm."),
            WorkKind.DecideDispute => new($"{left} phản ánh của đơn vị về số liệu điền sẵn chờ quyết định.", $"{leftEn} disputes of pre-filled figures wait to be decided."),
            WorkKind.Assign => new($"{left} cơ quan chưa đủ người thẩm định và lãnh đạo xác nhận.", $"{leftEn} agencies lack an appraiser or a leader."),
            WorkKind.Council => new($"{left} trong {all} tiêu chí chờ Hội đồng kết luận.", $"{leftEn} of {allEn} lines wait for the council."),
            WorkKind.DraftResult => new("Hội đồng đã thông qua danh sách: xem kết quả dự kiến; đề nghị xem xét lại nếu không đồng ý.", "The council has passed the list: see the draft result, and ask for a review where you disagree."),
            WorkKind.OverriddenRequest when work.Left > 0 => new($"{left} đề nghị của đơn vị vừa được cho phép phê duyệt kết quả khi chưa kết luận; lý do ở trang của đề nghị.", $"The results may lately be approved although {leftEn} of your unit's requests are open; the ground stands on the request."),
            WorkKind.OverriddenRequest => new($"{all} đề nghị của đơn vị không giữ việc phê duyệt kết quả.", $"{allEn} of your unit's requests don't hold the approval up."),
            WorkKind.RevokedOverride => new($"Việc cho phép phê duyệt khi chưa kết luận {left} đề nghị của đơn vị vừa bị thu hồi; lý do ở trang của đề nghị.", $"The results may no longer be approved while {leftEn} of your unit's requests are open; the reason stands on the request."),
            WorkKind.DecidedDispute when work.Left > 0 => new($"{left} phản ánh của đơn vị về số liệu điền sẵn vừa được quyết định. {Told(work).Vi}", $"{leftEn} of your unit's disputes of pre-filled figures were decided lately. {Told(work).En}"),
            WorkKind.DecidedDispute => new($"{all} phản ánh của đơn vị về số liệu điền sẵn đã được quyết định.", $"{allEn} of your unit's disputes of pre-filled figures are decided."),
            WorkKind.ReopenedDispute => new($"{left} quyết định về phản ánh của đơn vị vừa được rút lại. {Told(work).Vi}", $"The decisions on {leftEn} of your unit's disputes were lately taken back. {Told(work).En}"),
            WorkKind.DecidedRequest when work.Left > 0 => new($"{left} đề nghị của đơn vị vừa có kết luận.", $"{leftEn} of your unit's requests were decided lately."),
            WorkKind.DecidedRequest => new($"{all} đề nghị của đơn vị đã có kết luận.", $"{allEn} of your unit's requests are decided."),
            WorkKind.AnsweredQuestion => new($"{left} câu hỏi của đơn vị vừa được trả lời.", $"{leftEn} of your unit's questions were answered lately."),
            WorkKind.Advise => new("Bạn được cử xem xét và chưa nêu ý kiến.", "You were named to look at it, and have not said what you propose."),
            WorkKind.ApproveOverride => new("Chờ người thứ hai duyệt; chưa duyệt thì chưa phê duyệt được kết quả.", "Waits for a second person; until then the results can't be approved."),
            WorkKind.Request => new($"{left} trong {all} đề nghị chưa xong.", $"{leftEn} of {allEn} requests are open."),
            WorkKind.ProposeNotApplicable => new($"{left} đề nghị của đơn vị chờ ý kiến của cơ quan thẩm định.", $"{leftEn} requests of units wait for the appraiser's opinion."),
            WorkKind.DecideNotApplicable => new($"{left} đề nghị đã có ý kiến của cơ quan thẩm định, chờ quyết định.", $"{leftEn} requests have the appraiser's opinion and wait for the decision."),
            WorkKind.Visit => new($"Còn {left} trong {all} người được giao.", $"{leftEn} of {allEn} people you were given are left."),
            WorkKind.Recheck => new($"Còn {left} trong {all} người được rút để phúc tra.", $"{leftEn} of {allEn} people drawn are left to be asked again."),
            WorkKind.KeyForms => new($"{left} phiếu người khác đã nhập một lần, chờ nhập lần hai.", $"{leftEn} forms somebody else keyed wait for a second keying."),
            WorkKind.SettleForms => new($"{left} phiếu hai người nhập khác nhau, chờ người thứ ba xem lại phiếu giấy.", $"{leftEn} forms two people keyed differently wait for a third with the paper at hand."),
            WorkKind.ApproveResults when work.Left > 0 => new("Không còn gì cản trở: xem tổng hợp, trình ký và ghi quyết định phê duyệt.", "Nothing stands in the way: see the overview, have the decision signed and record it."),
            WorkKind.ApproveResults => new($"Xem tổng hợp; còn {all} điều cản trở việc công bố.", $"See the overview; {allEn} things stand in the way of publishing."),
            WorkKind.AnsweredNotApplicable when work.Left > 0 => new($"{left} đề nghị của đơn vị vừa có quyết định.", $"{leftEn} of your unit's requests were decided lately."),
            WorkKind.AnsweredNotApplicable => new($"{all} đề nghị đã có quyết định.", $"{allEn} requests are decided."),
            WorkKind.ExtendedTime or WorkKind.MovedDates or WorkKind.BegunPause or WorkKind.EndedPause or WorkKind.DecidedLate or WorkKind.ApprovedRound or WorkKind.ReturnedProposal or WorkKind.LetThrough => work.Told.IsEmpty ? Of(work.Kind) : Told(work),
            _ => throw new System.Diagnostics.UnreachableException($"No work {work.Kind}."),
        };
    }

    private static Words Told(OpenWork work) => new(string.Join(' ', work.Told.Select(words => words.Vi)), string.Join(' ', work.Told.Select(words => words.En)));

    /// <summary>A sentence told within another.</summary>
    private static string Inner(string sentence) => char.ToLowerInvariant(sentence[0]) + sentence[1..];
}
