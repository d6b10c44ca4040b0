using System.Collections.Immutable;
using ChiSo.Application.Appraisal;
using ChiSo.Application.Assessment;
using ChiSo.Application.Audit;
using ChiSo.Application.Files;
using ChiSo.Application.Mail;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Publication;

/// <summary>What must hold in every installation, as a table: <c>chiso doctor</c>, the job of the night and the page about them read it.</summary>
public static class IntegrityChecks
{
    private static readonly TimeSpan Long = TimeSpan.FromHours(6);

    public static ImmutableArray<IntegrityCheck> All { get; } =
    [
        new("frozen-results", new("Kết quả đã chốt tính lại vẫn khớp.", "Frozen results are what their input gives."), FrozenAsync),
        new("survey-releases", new("Kết quả khảo sát đã công bố còn nguyên vẹn.", "Released results of surveys are what was released."), ReleasesAsync),
        new("trail", new("Nhật ký nguyên vẹn và khớp mốc đã ký.", "The trail is whole and as its signed checkpoint says."), TrailAsync),
        new("evidence-files", new("Mỗi minh chứng còn tệp của nó.", "Every piece of evidence has its file."), EvidenceAsync),
        new("scanned-files", new("Không có tệp nào chứa mã độc, không quét được, hoặc chờ quét quá sáu giờ.", "No file holds malware, can't be scanned, or has waited for six hours."), ScannedAsync),
        new("position-lines", new("Mỗi số liệu nằm trên dòng có trong bộ tiêu chí và đơn vị có trong khối.", "Every position stands on a line of the criteria and a unit of the block."), PositionsAsync),
        new("assigned-work", new("Cơ quan được phân công thẩm định có người làm và người xác nhận; dòng phân công trong đơn vị thuộc người còn làm việc.", "Agencies with lines to appraise have people to appraise and confirm; lines given inside units belong to people who can act."), AssignmentsAsync),
        new("jobs", new("Không có việc chạy nền nào đứng quá sáu giờ.", "No background work has stood for six hours."), JobsAsync),
        new("messages", new("Không có thư nào gửi không được.", "No message was given up."), MessagesAsync),
    ];

    private static async Task<ImmutableArray<Problem>> FrozenAsync(Installation installation, CancellationToken cancel) =>
        [.. (await installation.FrozenChecks.CheckAsync(cancel)).Where(block => !block.IsSound).Select(Freezing.Unsound)];

    private static async Task<ImmutableArray<Problem>> ReleasesAsync(Installation installation, CancellationToken cancel) =>
        [.. (await installation.PublicSurveys.ChangedAsync(cancel)).Select(where => new Problem("doctor.survey-release", where, new("Kết quả khảo sát đã công bố bị sửa trong cơ sở dữ liệu.", "Released results of a survey were changed in the database."),
            new("Giữ nguyên cơ sở dữ liệu, lấy lại bản sao trước đó và báo người phụ trách an toàn thông tin.", "Change nothing in the database, get an earlier copy back and tell whoever is responsible for security.")))];

    private static async Task<ImmutableArray<Problem>> TrailAsync(Installation installation, CancellationToken cancel)
    {
        var report = await installation.VerifyTrailAsync(cancel);
        var where = report.Chains.Where(chain => !chain.IsWhole).Select(chain => chain.Chain).Concat(report.Checkpoints is CheckpointStatus.None or CheckpointStatus.Verified ? Array.Empty<string>() : ["checkpoints.jsonl"]);
        return [.. where.Select(place => new Problem("doctor.trail", place, new("Nhật ký không nguyên vẹn hoặc không khớp mốc đã ký.", "The trail is not whole, or not what its signed checkpoint says."),
            new("Chạy chiso audit verify để biết chỗ nào; giữ nguyên cơ sở dữ liệu và báo người phụ trách an toàn thông tin.", "Run chiso audit verify to see where; change nothing in the database and tell whoever is responsible for security.")))];
    }

    private static async Task<ImmutableArray<Problem>> EvidenceAsync(Installation installation, CancellationToken cancel)
    {
        await using var context = installation.Database.Open();
        var rows = await context.Set<Evidence>().AsNoTracking().Where(row => row.FileHash != "").Select(row => new { row.FileHash, row.FileName, row.Unit, row.Criterion }).ToListAsync(cancel);
        rows.AddRange(await (from file in context.RequestFiles.AsNoTracking()
                             join request in context.ReviewRequests.AsNoTracking() on file.RequestId equals request.Id
                             select new { file.FileHash, file.FileName, request.Unit, request.Criterion }).ToListAsync(cancel));
        return [.. rows.Where(row => !installation.Files.Has(row.FileHash)).Select(row => new Problem("doctor.evidence-file", $"{row.Unit} / {row.Criterion}: {row.FileName}",
            new("Minh chứng này không còn tệp.", "The file of this piece of evidence is gone."), new("Lấy lại tệp từ bản sao lưu (thư mục files, tên là mã SHA-256), hoặc đề nghị đơn vị nộp lại.", "Get it back from a backup (folder files, named by its SHA-256), or ask the unit for it again.")))];
    }

    private static async Task<ImmutableArray<Problem>> ScannedAsync(Installation installation, CancellationToken cancel) =>
        [.. (await installation.Verdicts.TroubledAsync(TimeProvider.System.GetUtcNow().UtcDateTime - Long, cancel)).Select(verdict => new Problem("doctor.scanned-file", verdict.Hash, verdict.State == FileState.Infected
            ? new($"Tệp này chứa mã độc: {verdict.Said}.", $"This file holds malware: {verdict.Said}.")
            : new($"Tệp này chưa có kết luận của bộ quét mã độc: {verdict.Said}.", $"The virus scanner has not judged this file: {verdict.Said}."), verdict.State == FileState.Infected
            ? new("Tệp đã bị giữ lại; báo đơn vị nộp bản sạch và báo người phụ trách an toàn thông tin.", "It is held back; ask the unit for a clean copy and tell whoever is responsible for security.")
            : new("Kiểm tra bộ quét có đang chạy và nhận tệp 50 MB không; tệp được hỏi lại tự động.", "See whether the scanner runs and takes files of 50 MB; it is asked again by itself.")))];

    private static async Task<ImmutableArray<Problem>> PositionsAsync(Installation installation, CancellationToken cancel)
    {
        var found = ImmutableArray.CreateBuilder<Problem>();
        await using var context = installation.Database.Open();
        foreach (var round in await installation.Live.ListAsync(cancel))
        {
            foreach (var block in round.Blocks)
            {
                var lines = (await installation.Sets.FindAsync(block.CriteriaSetId, cancel)).Leaves().Select(leaf => leaf.Code).ToHashSet();
                var rows = await context.Set<Position>().AsNoTracking().Where(row => row.BlockId == block.Id).Select(row => new { row.Unit, row.Criterion }).Distinct().ToListAsync(cancel);
                found.AddRange(rows.Where(row => !lines.Contains(row.Criterion) || block.Unit(row.Unit) is null).Select(row => new Problem("doctor.position-line", $"{round.Code} / {block.Code} / {row.Unit} / {row.Criterion}",
                    new("Số liệu nằm trên dòng hoặc đơn vị mà kỳ đánh giá không có.", "A position stands on a line or unit the round doesn't have."), new("Đối chiếu bộ tiêu chí bằng chiso amend, hoặc báo người phát triển kèm dòng này.", "Compare the criteria with chiso amend, or tell the developers this line."))));
            }
        }

        return found.ToImmutable();
    }

    private static async Task<ImmutableArray<Problem>> AssignmentsAsync(Installation installation, CancellationToken cancel)
    {
        var found = ImmutableArray.CreateBuilder<Problem>();
        foreach (var round in (await installation.Live.ListAsync(cancel)).Where(round => round.IsWorkable))
        {
            if (await installation.Appraisers.ReadAsync(round.Code, cancel) is { } board)
                found.AddRange(board.Missing().Concat(await installation.DoubleMarkings.OnceAsync(board, cancel)).Select(problem => problem with { Where = $"{round.Code} / {problem.Where}" }));
            found.AddRange((await installation.Internal.OrphansAsync(round, cancel)).Select(one => new Problem("doctor.internal-assignment", $"{round.Code} / {one.Block.Code} / {one.Row.Unit} / {one.Row.Node}",
                new($"Dòng này đã phân công cho {one.Row.AccountName}, người không còn làm việc trên hệ thống tại đơn vị.", $"These lines were given to {one.Row.AccountName}, who can't act for the unit any more."),
                new("Cán bộ đầu mối của đơn vị phân công lại; đến khi đó phòng được ghi tên hoặc cán bộ đầu mối chịu trách nhiệm.", "The unit's focal officer gives them to somebody else; until then the division named, or the focal officer, answers for them."))));
        }

        return found.ToImmutable();
    }

    private static async Task<ImmutableArray<Problem>> JobsAsync(Installation installation, CancellationToken cancel) =>
        [.. (await installation.Jobs.OpenSinceAsync(TimeProvider.System.GetUtcNow().UtcDateTime - Long, cancel)).Select(job => new Problem("doctor.job-stuck", $"{job.Kind} {job.Id}",
            new("Việc chạy nền này chưa xong sau sáu giờ.", "This background work is not over after six hours."), new("Kiểm tra máy chủ có đang chạy không, rồi xem trang Việc chạy nền.", "See whether the server runs, then look at the page of background work.")))];

    private static async Task<ImmutableArray<Problem>> MessagesAsync(Installation installation, CancellationToken cancel) =>
        (await installation.Outbox.CountAsync(cancel)).GetValueOrDefault(MessageState.Failed) is > 0 and var failed
            ? [new("doctor.messages", "/desk/messages", new($"{failed} thư gửi không được.", $"{failed} messages were given up."), new("Mở trang Thư đã gửi, sửa địa chỉ rồi gửi lại.", "Open the page of messages, mend the addresses, then send again."))]
            : [];
}
